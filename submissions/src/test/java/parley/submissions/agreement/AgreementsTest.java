package parley.submissions.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.agreement.MadeAgreements.TODAY;
import static parley.submissions.agreement.MadeAgreements.accepted;
import static parley.submissions.agreement.MadeAgreements.example;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.product.Product;

/** An agreement holds, or says field, rule and remedy of all that is wrong with it. */
class AgreementsTest {

  private static final Pattern FIELD =
      Pattern.compile("\\{\"name\": \"field\", \"part\": \\[.*?\\]\\},", Pattern.DOTALL);
  private static final String K_AND_L = "\\{\"name\": \"[kl]\", \"valueInteger\": \\d+\\},";
  private static final String NOT_KEPT = "anonymous rows alone are made to keep k and l";

  @Test
  void readsAnAgreement() {
    var agreement = accepted(example());
    assertThat(agreement.product()).isSameAs(Product.Anonymous.KIND);
    assertThat(agreement.rowRule().quasi()).containsExactly("ageAtReferral", "ethnicity");
    assertThat(agreement.rowRule().sensitive()).containsExactly("change");
    assertThat(agreement.k()).isEqualTo(11);
    assertThat(agreement.expiry()).isEqualTo("2027-03-31");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ANONYMOUS\" | \"IDENTIFIABLE\" | product",
        "\"valueInteger\": 11 | \"valueInteger\": 4 | k",
        "\"valueInteger\": 11 | \"valueInteger\": 11.5 | k",
        "\"name\": \"l\", \"valueInteger\": 2 | \"name\": \"l\", \"valueInteger\": 1 | l",
        "2027-03-31 | 2026-11-22 | expiry",
        "2027-03-31 | soon | expiry",
        "\"exclude\" | \"include\" | optOut",
        "\"valueBoolean\": false | \"valueBoolean\": true | linkable",
        "\"valueString\": \"open data\" | \"valueString\": \" \" | purpose",
        "\"legalBasis\" | \"lawfulBasis\" | parameter[4]",
        "\"legalBasis\" | \"purpose\" | legalBasis",
        "\"version\" | \"url\" | url",
        "\"change\" | \"postcode\" | field postcode",
        "\"change\" | \"NHSNumber\" | field NHSNumber",
        "\"change\" | \"scoreSeries\" | field scoreSeries",
        "\"change\" | \"gpPractice\" | field gpPractice",
        "\"change\" | \"referralDate\" | field referralDate",
        "\"change\" | \"ethnicity\" | field ethnicity",
        "\"sensitive\" | \"token\" | field change",
        "\"sensitive\" | \"secret\" | field change",
        "\"age\" | \"shoe size\" | field ageAtReferral",
        "\"level\", \"valueInteger\": 1 | \"level\", \"valueInteger\": 7 | field ageAtReferral",
        "\"quasi\" | \"sensitive\" | field",
        "\"ethnicity\"}, | \"genderIdentity\"}, | field genderIdentity",
        "\"change\" | \"firstPhq9\" | field firstPhq9",
        "\"change\" | \"contactDay\" | field contactDay",
        "\"change\" | \"commissioner\" | field commissioner",
        "\"change\" | \"gender\" | field gender",
        "{\"name\": \"k\", | {\"name\":\"population\",\"valueCode\":\"all\"},{\"name\": \"k\", | population",
        "{\"name\": \"k\", | {\"name\":\"figures\"},{\"name\": \"k\", | figures",
        "{\"name\": \"k\", | {\"name\":\"figures\",\"part\":[{\"name\":\"measure\",\"valueString\":\"M192\"},{\"name\":\"level\",\"valueCode\":\"street\"}]},{\"name\": \"k\", | figures",
        "\"Parameters\" | \"Consent\" | resourceType",
        "\"resourceType\" | \"resourceType\": \"x\", \"resourceType\" | agreement"
      })
  void refusesWhatDoesNotHold(String from, String to, String field) {
    var changed = example().replace(from, to);
    assertThat(changed).isNotEqualTo(example());
    assertThat(Agreements.read(changed, TODAY))
        .isInstanceOfSatisfying(
            AgreementReading.Refused.class,
            refused -> {
              assertThat(refused.problems()).extracting(AgreementProblem::field).contains(field);
              assertThat(refused.problems())
                  .allMatch(it -> !it.rule().isBlank() && !it.remedy().isBlank());
            });
  }

  /** What was passed over left as if the agreement did not say it: an exact age, a k of 11. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ladder\", \"valueCode\": \"age\" | \"ladder\", \"valueString\": \"age\" | field ageAtReferral.ladder",
        "\"ladder\", \"valueCode\": \"age\" | \"lader\", \"valueCode\": \"age\" | parameter[6].part[2]",
        "\"level\", \"valueInteger\": 1 | \"level\", \"valueString\": \"1\" | field ageAtReferral.level",
        "{\"name\": \"ladder\", \"valueCode\": \"age\"}, | '' | field ageAtReferral.level",
        "\"valueCode\": \"age\"}, {\"name\": \"level\", \"valueInteger\": 1} | \"valueCode\": \"age\"} | field ageAtReferral",
        "\"role\", \"valueCode\" | \"role\", \"valueString\" | field ageAtReferral.role",
        "\"role\", \"valueCode\": \"quasi\"} | \"role\", \"valueCode\": \"quasi\"}, {\"name\": \"role\", \"valueCode\": \"quasi\"} | field ageAtReferral.role",
        "{\"name\": \"field\", \"part\" | {\"name\": \"field\", \"valueString\": \"x\", \"part\" | field ageAtReferral",
        "\"k\", \"valueInteger\": 11 | \"k\", \"valueString\": \"50\" | k",
        "\"k\", \"valueInteger\": 11 | \"k\", \"valuePositiveInt\": 50 | k",
        "\"k\", \"valueInteger\": 11 | \"k\", \"valueInteger\": \"50\" | k",
        "\"k\", \"valueInteger\": 11 | \"k\", \"valueInteger\": 11, \"modifierExtension\": [] | k",
        "\"valueBoolean\": false | \"valueString\": \"false\" | linkable",
        "\"valueBoolean\": false | \"valueBoolean\": \"false\" | linkable",
        "{\"name\": \"k\", | {\"name\":\"population\",\"valueString\":\"discharged\"},{\"name\": \"k\", | population",
        "{\"name\": \"k\", | {\"name\":\"element\",\"part\":[{\"name\":\"path\",\"valueString\":\"Patient.birthDate\"},{\"name\":\"precison\",\"valueCode\":\"year\"}]},{\"name\": \"k\", | parameter[9].part[1]",
        "{\"name\": \"k\", | {\"name\":\"figures\",\"part\":[{\"name\":\"messure\",\"valueString\":\"M192\"}]},{\"name\": \"k\", | parameter[9].part[0]",
        "{\"name\": \"k\", | 7,{\"name\": \"k\", | parameter[9]",
        "\"parameter\": [ | \"modifierExtension\": [], \"parameter\": [ | Parameters",
        "\"parameter\": [ | \"contained\": [], \"parameter\": [ | Parameters",
        "\"parameter\": [ | \"implicitRules\": \"urn:x\", \"parameter\": [ | Parameters",
        "\"valueUri\": \"https | \"valueUrl\": \"https | url",
        "\"valueDate\": \"2027-03-31\" | \"valueDateTime\": \"2027-03-31\" | expiry",
      })
  void passesOverNothing(String from, String to, String place) {
    for (var product : List.of("ANONYMOUS", "PSEUDONYMISED")) {
      var before = example().replace("ANONYMOUS", product);
      var changed = before.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
      assertThat(changed).isNotEqualTo(before);
      assertThat(Agreements.read(changed, TODAY))
          .isInstanceOfSatisfying(
              AgreementReading.Refused.class,
              refused ->
                  assertThat(refused.problems())
                      .anyMatch(
                          it ->
                              it.field().equals(place)
                                  && !it.rule().equals(NOT_KEPT)
                                  && !it.remedy().isBlank()));
    }
  }

  @ParameterizedTest
  @CsvSource({"k,11", "l,2"})
  void aNumberThatTheProductDoesNotKeepIsRefused(String name, int value) {
    var said = "{\"name\": \"%s\", \"valueInteger\": %d},".formatted(name, value);
    var figures = FIELD.matcher(withFigures()).replaceAll("");
    for (var kept : List.of(pseudonymised(example()), figures.replaceAll(K_AND_L, ""))) {
      accepted(kept);
      var refused = kept.replace("{\"name\": \"epoch\"", said + "{\"name\": \"epoch\"");
      assertThat(Agreements.read(refused, TODAY))
          .isInstanceOfSatisfying(
              AgreementReading.Refused.class,
              it ->
                  assertThat(it.problems())
                      .containsExactly(
                          new AgreementProblem(
                              name, NOT_KEPT, "leave it out: what else leaves is not held to it")));
    }
  }

  /** An id, the language and where it came from are no parts of an agreement, and harmless. */
  @Test
  void whatAServerAddsIsNoFault() {
    var more = "\"id\": \"a1\", \"meta\": {\"versionId\": \"1\"}, \"parameter\": [";
    assertThat(accepted(example().replace("\"parameter\": [", more)).k()).isEqualTo(11);
  }

  private static String pseudonymised(String json) {
    return json.replace("ANONYMOUS", "PSEUDONYMISED").replaceAll(K_AND_L, "");
  }

  @Test
  void readsFigures() {
    var agreement = accepted(FIELD.matcher(withFigures()).replaceAll("").replaceAll(K_AND_L, ""));
    assertThat(agreement.fields()).isEmpty();
    assertThat(agreement.figures().orElseThrow().has("M192")).isTrue();
    assertThat(agreement.figures().orElseThrow().has("M191")).isFalse();
    assertThat(agreement.figures().orElseThrow().levels()).containsExactly(FigureChoice.Level.ICB);
  }

  /** A hidden figure could be counted in the rows. */
  @Test
  void rowsAndFiguresAreNotOfOneAgreement() {
    assertThat(Agreements.read(withFigures(), TODAY))
        .isInstanceOfSatisfying(
            AgreementReading.Refused.class,
            refused -> {
              assertThat(refused.problems())
                  .extracting(AgreementProblem::field)
                  .containsExactly("figures");
              assertThat(refused.problems().get(0).rule()).contains("undo each other's bounds");
              assertThat(refused.problems().get(0).remedy()).contains("one of the two alone");
            });
  }

  @Test
  void readsFieldsInTheOrderOfTheCatalogue() {
    var agreement =
        accepted(
            example()
                .replace(
                    "{\"name\": \"k\",",
                    "{\"name\":\"population\",\"valueCode\":\"discharged\"},{\"name\": \"k\","));
    assertThat(agreement.figures()).isEmpty();
    assertThat(agreement.population()).isEqualTo(Population.DISCHARGED);
    assertThat(agreement.fields(Grain.REFERRAL))
        .extracting(ReleaseField::name)
        .containsExactly("ageAtReferral", "ethnicity", "change");
    assertThat(agreement.fields(Grain.CONTACT)).isEmpty();
  }

  private static String withFigures() {
    return example()
        .replace(
            "{\"name\": \"k\",",
            "{\"name\":\"figures\",\"part\":[{\"name\":\"measure\",\"valueString\":\"M192\"},"
                + "{\"name\":\"level\",\"valueCode\":\"icb\"}]},{\"name\": \"k\",");
  }

  @Test
  void a28TheDigestIsOfTheContentAndOfAllOfIt() {
    var digest = accepted(example()).digest();
    assertThat(accepted(example().replaceAll("\\s*\n\\s*", " ")).digest()).isEqualTo(digest);
    for (var change :
        List.of(
            "1.0.0>1.0.1",
            "public>QWE",
            "2026\">2027\"",
            "level\", \"valueInteger\": 1>level\", \"valueInteger\": 2")) {
      var parts = change.split(">");
      assertThat(accepted(example().replace(parts[0], parts[1])).digest()).isNotEqualTo(digest);
    }
  }

  @Test
  void a04EveryReleaseHasItsOwnPseudonymsUnlessLinkable() {
    var anew = pseudonymised(example());
    var apart = accepted(anew);
    assertThat(apart.scope("2026-10")).isNotEqualTo(apart.scope("2026-11"));
    var linked = accepted(anew.replace("\"valueBoolean\": false", "\"valueBoolean\": true"));
    assertThat(linked.scope("2026-10")).isEqualTo(linked.scope("2026-11"));
    assertThat(linked.scope("2026-10")).isNotEqualTo(apart.scope("2026-10"));
  }
}
