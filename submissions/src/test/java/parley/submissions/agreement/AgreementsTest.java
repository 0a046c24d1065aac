package parley.submissions.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.product.Product;

/** An agreement holds, or says field, rule and remedy of all that is wrong with it. */
class AgreementsTest {

  private static final Pattern FIELD =
      Pattern.compile("\\{\"name\": \"field\", \"part\": \\[.*?\\]\\},", Pattern.DOTALL);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

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
        "\"legalBasis\" | \"lawfulBasis\" | parameter",
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

  @Test
  void readsFigures() {
    var agreement = accepted(FIELD.matcher(withFigures()).replaceAll(""));
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
    var anew = example().replace("ANONYMOUS", "PSEUDONYMISED");
    var apart = accepted(anew);
    assertThat(apart.scope("2026-10")).isNotEqualTo(apart.scope("2026-11"));
    var linked = accepted(anew.replace("\"valueBoolean\": false", "\"valueBoolean\": true"));
    assertThat(linked.scope("2026-10")).isEqualTo(linked.scope("2026-11"));
    assertThat(linked.scope("2026-10")).isNotEqualTo(apart.scope("2026-10"));
  }

  private static ReleaseAgreement accepted(String json) {
    return ((AgreementReading.Accepted) Agreements.read(json, TODAY)).agreement();
  }

  private static String example() {
    try (var in = AgreementsTest.class.getResourceAsStream("/agreements/anonymous.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
