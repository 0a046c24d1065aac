package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.junit.jupiter.api.Test;

/** Exact numbers of rows, k and risk are for who may have the rows. */
class ReleaseParametersTest {

  private static final ReleaseRow ROW = row(false);

  private static ReleaseRow row(boolean dryRun) {
    return MadeRows.checked(
        dryRun,
        new ReleaseTold(
            Map.of(),
            List.of(
                new ReleaseTold.Rows("referral", 4711, 11, 2, "0.0909", "0.0100", "3"),
                new ReleaseTold.Rows("contact", 3, 0, 0, "", "", "")),
            Map.of("shown", 112L, "hidden", 4L),
            Map.of("largest-rate-error", "0.31 points", "small", "7", "secondary", "9"),
            List.of(),
            List.of()),
        "def");
  }

  private static Parameters told(ReleaseRow row, boolean withFiles, boolean exact) {
    return new ReleaseParameters("http://localhost/fhir", ReleaseLinks.create())
        .whole(row, withFiles, exact);
  }

  private static String text(ReleaseRow row, boolean exact) {
    return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(told(row, true, exact));
  }

  /** As often as somebody likes, with one column or another: it would count the record. */
  @Test
  void exactNumbersOfADryRunAreForWhoMayHaveWhatIsOfOnePerson() {
    assertThat(text(row(true), true)).contains(":4711", ":3}", ":112", ":0.0100", "0.31 points");
    assertThat(text(row(true), false))
        .contains(":4710}", "\"k\",\"valueInteger\":10}", ":110}", "about 10", "about 5")
        .contains("at most 1")
        .doesNotContain("4711", ":3}", "112", "\"valueDecimal\":4}")
        .doesNotContain("0.0909", "0.0100", "0.31", "\"l\"");
    assertThat(text(ROW, false))
        .contains(":4711", ":112", ":0.0100", "about 10", "about 5", "at most 1")
        .doesNotContain("0.31");
  }

  private static List<String> names(boolean withFiles) {
    return told(ROW, withFiles, true).getParameter().stream()
        .map(ParametersParameterComponent::getName)
        .toList();
  }

  @Test
  void whoMayNotHaveTheFilesIsToldNoNumberOfRows() {
    assertThat(names(true))
        .contains("id", "rows", "ordered-by", "manifest-sha256")
        .contains("utility-largest-rate-error", "utility-small", "utility-secondary");
    assertThat(names(false))
        .contains("id", "manifest-sha256")
        .doesNotContain("rows", "ordered-by")
        .noneMatch(name -> name.startsWith("utility"));
  }

  @Test
  void whatWasToldBeforeThereWasMoreToTellIsStillRead() {
    var told = ReleaseTold.ofJson(ROW.result().json());
    assertThat(told).isEqualTo(ROW.result());
    var before = ROW.result().json().replaceFirst("\"utility\":\\{[^}]*},", "");
    assertThat(before).doesNotContain("utility");
    assertThat(ReleaseTold.ofJson(before).utility()).isEmpty();
  }
}
