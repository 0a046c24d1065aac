package parley.submissions.agreement;

/**
 * What is wrong with an agreement.
 *
 * @param field name of the parameter, with the name of the field it is of: {@code field postcode}
 */
public record AgreementProblem(String field, String rule, String remedy) {}
