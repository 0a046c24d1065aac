package parley.submissions.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attack 19: fields that date a person together, each of them harmless alone. */
class DayRulesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final String PERIOD =
      "{\"name\": \"name\", \"valueString\": \"referralPeriod\"}, {\"name\": \"role\", \"valueCode\": \"quasi\"}, {\"name\": \"ladder\", \"valueCode\": \"date\"}, {\"name\": \"level\", \"valueInteger\": 2}";
  private static final String END = "{\"name\": \"epoch\",";

  @ParameterizedTest
  @CsvSource({
    "month, field referralPeriod",
    "discharge, field dischargePeriod",
    "discharged, field daysToDischarge",
    "element, element Encounter.period.start"
  })
  void daysAndTheTimeOfTheReferralOrDischargeExcludeEachOther(String what, String field) {
    assertThat(read(changed(what)))
        .isInstanceOfSatisfying(
            AgreementReading.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(AgreementProblem::field)
                    .containsExactly(field));
  }

  @Test
  void withoutDaysThePeriodMayBeAMonth() {
    var without = changed("month");
    for (var days : FieldCatalogue.DAYS) {
      without = without.replaceAll("\\{\"name\": \"field\", [^\n]*\"" + days + "\"[^\n]*\n", "");
    }
    assertThat(read(without)).isInstanceOf(AgreementReading.Accepted.class);
    assertThat(read(example())).isInstanceOf(AgreementReading.Accepted.class);
  }

  private static String changed(String what) {
    var discharge = PERIOD.replace("referralPeriod", "dischargePeriod");
    var days =
        "{\"name\": \"field\", \"part\": [{\"name\": \"name\", \"valueString\": \"daysToDischarge\"}, {\"name\": \"role\", \"valueCode\": \"sensitive\"}]},";
    var changed =
        switch (what) {
          case "month" ->
              example().replace(PERIOD, PERIOD.replace("valueInteger\": 2", "valueInteger\": 1"));
          case "discharge" -> example().replace(PERIOD, discharge);
          case "discharged" ->
              example()
                  .replace(
                      END, days + "{\"name\":\"population\",\"valueCode\":\"discharged\"}," + END);
          default ->
              example()
                  .replace(
                      END,
                      "{\"name\":\"element\",\"part\":[{\"name\":\"path\",\"valueString\":\"Encounter.period.start\"},{\"name\":\"precision\",\"valueCode\":\"month\"}]},"
                          + END);
        };
    assertThat(changed).isNotEqualTo(example());
    return changed;
  }

  private static AgreementReading read(String json) {
    return Agreements.read(json, TODAY);
  }

  private static String example() {
    try {
      return Files.readString(Path.of("../docs/examples/release-evaluation.json"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
