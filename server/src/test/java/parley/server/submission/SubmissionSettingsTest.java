package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import parley.server.settings.InvalidSettings;

/** Settings that Parley does not start with; each is told in one line. */
class SubmissionSettingsTest {

  private static final String SUCCESSION = "parley.submissions.succession.";

  @ParameterizedTest
  @CsvSource({"rv0, RZ9", "RV0, the trust", "R!, RZ9", "RZ9, RZ9", "RV0, ''"})
  void aSuccessionIsOfCodes(String old, String now) {
    var settings = Map.of(SUCCESSION + '[' + old + ']', now);
    assertThat(NestedExceptionUtils.getMostSpecificCause(catchThrowable(() -> of(settings))))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("parley.submissions.succession is of two different ODS codes")
        .hasMessageNotContaining("\n");
  }

  /** Both files would be taken, and everybody of the former provider be there twice. */
  @Test
  void theCalendarDoesNotBuildForACodeThatWentOver() {
    var settings =
        Map.of(SUCCESSION + "RV0", "RZ9", "parley.submissions.timed.providers", "RZ9,RV0");
    assertThat(NestedExceptionUtils.getMostSpecificCause(catchThrowable(() -> of(settings))))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("parley.submissions.timed.providers")
        .hasMessageNotContaining("\n");
  }

  @Test
  void codesOverSeveralStepsAreTaken() {
    assertThat(of(Map.of(SUCCESSION + "RV0", "RV1", SUCCESSION + "RV1", "RZ9")).succession())
        .containsExactlyInAnyOrderEntriesOf(Map.of("RV0", "RV1", "RV1", "RZ9"));
  }

  private static SubmissionSettings of(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("parley.submissions", SubmissionSettings.class);
  }
}
