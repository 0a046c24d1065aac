package parley.submissions.course;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.course.Trajectory.Reason;

class TrajectoryRuleTest {

  private static final CourseModel MODEL = CourseModel.packaged();
  private static final TrajectoryRule RULE = new TrajectoryRule(MODEL.scales());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // problem | treatments | scores | reason
        "F32.1@0 | 2 | phq-9 7=18 28=12; gad-7 7=15 28=15 | IMPROVED",
        "F32.1@0 | 2 | phq-9 7=18 28=13; gad-7 7=15 28=15 | TOO_EARLY",
        "F32.1@0 | 5 | phq-9 7=18 60=13; gad-7 7=15 60=15 | TOO_EARLY",
        "F32.1@0 | 6 | phq-9 7=18 60=13; gad-7 7=15 60=15 | NO_CHANGE_BY_SIXTH_TREATMENT",
        "F32.1@0 | 9 | phq-9 7=18 60=12; gad-7 7=15 60=15 | IMPROVED",
        "F32.1@0 | 1 | phq-9 7=12 14=18; gad-7 7=15 14=15 | DETERIORATED",
        "F32.1@0 | 1 | phq-9 7=12 14=18; gad-7 7=15 14=5 | DETERIORATED",
        "F32.1@0 | 1 | phq-9 7=12 14=18 | DETERIORATED",
        "F32.1@0 | 9 | phq-9 7=12 60=9; gad-7 7=7 60=7 | BELOW_CASENESS",
        "F32.1@0 | 9 | phq-9 7=12 60=10; gad-7 7=7 60=7 | NO_CHANGE_BY_SIXTH_TREATMENT",
        "F32.1@0 | 9 | phq-9 7=12; gad-7 7=7 60=7 | MISSING_SCORES",
        "F32.1@0 | 0 | | MISSING_SCORES",
        "F42@0 | 9 | phq-9 7=12 60=9; oci 7=60 60=50 | NO_CHANGE_BY_SIXTH_TREATMENT",
        "K58@0 | 9 | phq-9 7=12 60=9; ibs-sss 7=300 60=250 | NO_THRESHOLD",
        "K58@0 | 9 | phq-9 7=18 60=9; ibs-sss 7=300 60=250 | IMPROVED"
      })
  void aCourseHasTheStatusThatTheMethodGivesIt(
      String problem, int treatments, String scores, Reason reason) {
    var trajectory = RULE.of(facts(problem, treatments, scores));

    assertThat(trajectory.reason()).isEqualTo(reason);
    assertThat(trajectory.reason().text()).isNotBlank();
  }

  @Test
  void theStatusFollowsFromTheReasonAndSaysWhatItRestsOn() {
    var early = RULE.of(facts("F32.1@0", 2, "phq-9 7=18 28=13; gad-7 7=15 28=15"));
    var late = RULE.of(facts("F42@0", 9, "phq-9 7=12 60=9; oci 7=60 60=50"));

    assertThat(early.status().code()).isEqualTo("unknown");
    assertThat(early.restsOnUnverified()).isFalse();
    assertThat(late.status().code()).isEqualTo("not-on-track");
    assertThat(late.restsOnUnverified()).isTrue();
  }

  @Test
  void aSeriesCarriesItsLineBandAndWords() {
    var facts = facts("F32.1@0", 2, "phq-9 7=18 28=9; gad-7 7=3 28=8; wsas-work 7=4");
    var series = ScaleSeries.of(facts, MODEL.scales());

    assertThat(series)
        .extracting(one -> one.scale().id())
        .containsExactly("phq-9", "gad-7", "wsas-work");
    var phq9 = series.get(0);
    assertThat(phq9.caseness().orElseThrow()).isEqualByComparingTo("10");
    assertThat(phq9.baselineBand().orElseThrow().low()).isEqualByComparingTo("12");
    assertThat(phq9.baselineBand().orElseThrow().high()).isEqualByComparingTo("24");
    assertThat(phq9.points().get(0).severity()).contains("moderately severe");
    assertThat(phq9.points().get(0).atCaseness()).contains(true);
    assertThat(phq9.points().get(1).atCaseness()).contains(false);
    assertThat(series.get(1).baselineBand().orElseThrow().low()).isEqualByComparingTo("0");
    assertThat(series.get(2).baselineBand()).isEmpty();
    assertThat(series.get(2).points().get(0).atCaseness()).isEmpty();
  }

  private static CourseFacts facts(String problem, int treatments, String scores) {
    var contacts = new StringBuilder();
    for (var number = 1; number <= treatments; number++) {
      contacts.append(number * 7).append(":02:5 ");
    }
    var line =
        String.join(
            "|", "made", "", "P:" + problem, contacts, "", scores == null ? "" : scores, "", "why");
    return MODEL.facts(WorkedCourse.of(line).course());
  }
}
