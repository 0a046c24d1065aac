package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.LocalKey;
import parley.submissions.engine.LocalKeyRegister;
import parley.submissions.engine.PeriodTables;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewReader;

/**
 * A referral that comes under another key than was sent orphans its history: somebody has to see
 * it.
 */
class RenumberedReferralTest {

  private static final String RENUMBERED = "PARLEY10198";

  private final List<LocalKey> given = new ArrayList<>();

  /** Each month until it is mended, and not only when the other key is made. */
  @Test
  void aCourseThatWasDeletedAndWrittenAnewIsNamed() {
    given.add(new LocalKey("RZ9", "EpisodeOfCare", "gone", "R-05", ""));
    for (var times = 1; times <= 2; times++) {
      var made = made();
      assertThat(ChangedGolden.keys(made, "IDS101")).doesNotContain("R-05");
      assertThat(ChangedGolden.found(made, RENUMBERED)).containsExactly("EpisodeOfCare/e05");
    }
  }

  @Test
  void whatKeepsItsKeyIsNotAndNeitherIsAnotherProvidersNumber() {
    given.add(new LocalKey("RX1", "EpisodeOfCare", "theirs", "R-05", ""));
    given.add(new LocalKey("RZ9", "Patient", "somebody", "R-05", ""));
    var made = made();
    assertThat(ChangedGolden.keys(made, "IDS101")).contains("R-05");
    assertThat(ChangedGolden.found(made, RENUMBERED)).isEmpty();
  }

  private Submission made() {
    var register =
        new LocalKeyRegister() {
          @Override
          public Stream<LocalKey> given() {
            return List.copyOf(given).stream();
          }

          @Override
          public void keep(List<LocalKey> fresh) {
            given.addAll(fresh);
          }
        };
    var result =
        new PeriodTables(new ViewReader(), CourseModel.packaged(), EngineLimits.IN_MEMORY)
            .make(
                GoldenService.resources(GoldenService.lines()),
                GoldenService.order(10),
                List.of(),
                register);
    assertThat(result).isInstanceOf(PeriodTables.Result.Made.class);
    return ((PeriodTables.Result.Made) result).submission();
  }
}
