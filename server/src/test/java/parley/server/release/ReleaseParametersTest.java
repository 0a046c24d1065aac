package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.junit.jupiter.api.Test;

/** Exact numbers of rows, k and risk are for who may have the rows. */
class ReleaseParametersTest {

  private static final ReleaseRow ROW =
      MadeRows.checked(
          new ReleaseTold(
              Map.of(),
              List.of(new ReleaseTold.Rows("referral", 4711, 11, 2, "0.0909", "0.0100", "3")),
              Map.of(),
              Map.of("largest-rate-error", "0.31 points", "small", "7", "secondary", "9"),
              List.of(),
              List.of()),
          "def");

  private static List<String> names(boolean withFiles) {
    Parameters told =
        new ReleaseParameters("http://localhost/fhir", ReleaseLinks.create()).whole(ROW, withFiles);
    return told.getParameter().stream().map(ParametersParameterComponent::getName).toList();
  }

  @Test
  void whoMayNotHaveTheFilesIsToldNoNumberOfRows() {
    assertThat(names(true))
        .contains("id", "rows", "manifest-sha256")
        .contains("utility-largest-rate-error", "utility-small", "utility-secondary");
    assertThat(names(false))
        .contains("id", "manifest-sha256")
        .doesNotContain("rows")
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
