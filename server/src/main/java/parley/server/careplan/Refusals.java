package parley.server.careplan;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.server.fhir.Outcomes;

/** Answers of 422 with the parameter as location. */
final class Refusals {

  private Refusals() {}

  static UnprocessableEntityException unprocessable(String parameter, String rule, String remedy) {
    var problem = Problem.error(ProblemCode.CONTRADICTION, parameter, rule, remedy);
    return new UnprocessableEntityException(parameter + ": " + rule, Outcomes.of(List.of(problem)));
  }
}
