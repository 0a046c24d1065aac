package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import parley.server.submission.SubmissionRights.Right;

/** Who may do what with the statutory return. */
class SubmissionRightsTest {

  @Test
  void withoutSettingsAnybodyOrdersAndNobodyConfirmsOrReleases() {
    var rights = rights(Map.of());
    assertThat(rights.refusal(Right.ORDER, "A. Clerk")).isEmpty();
    assertThat(rights.refusal(Right.CONFIRM, "A. Clerk"))
        .contains(
            "by: names nobody who may confirm what the guard holds back; they are named in"
                + " parley.submissions.rights.confirm");
    assertThat(rights.refusal(Right.RELEASE, "A. Clerk").orElseThrow())
        .contains("parley.submissions.rights.release")
        .doesNotContain("Clerk");
  }

  @ParameterizedTest
  @EnumSource
  void aRightIsOfThoseWhomItsSettingNames(Right right) {
    var rights = rights(Map.of(right.setting(), "A. Lead,B. Lead"));
    assertThat(rights.refusal(right, "B. Lead")).isEmpty();
    for (var other : new String[] {"", "B", "b. lead", "A. Lead,B. Lead"}) {
      assertThat(rights.refusal(right, other)).as(other).isPresent();
    }
  }

  private static SubmissionRights rights(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("parley.submissions", SubmissionSettings.class)
        .rights();
  }
}
