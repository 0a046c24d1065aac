package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.submissions.course.CareContact;
import parley.submissions.course.Course;
import parley.submissions.course.CourseModel;
import parley.submissions.course.InternetTherapyLog;
import parley.submissions.course.PresentingProblem;
import parley.submissions.course.Score;
import parley.submissions.measure.MadeMonth;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;

/** A course is the same whether it is read from its resources or from the tables of the views. */
class CourseRowsTest {

  private static final LocalDate END = LocalDate.parse("2027-12-31");

  @Test
  void theTwoReadersReadTheSame() throws SQLException {
    var month = MadeMonth.read();
    var scales = CourseModel.packaged().scales();
    var byRows = new HashMap<String, Course>();
    var facts =
        new SubmissionFacts(
            "RZ9",
            "RZ9",
            LocalDate.parse("2026-01-01"),
            END,
            LocalDateTime.parse("2028-01-01T10:00:00"));
    try (var database = Database.open(EngineLimits.IN_MEMORY)) {
      var failure =
          new RecordTables(new ViewReader(), EngineLimits.IN_MEMORY)
              .load(database, month, new SubmissionOrder(facts, "PARLEY"), new HashMap<>());
      assertThat(failure).isEmpty();
      new CourseRows(scales).read(database, (key, course) -> byRows.put(key, sorted(course)));
    }
    var byResources =
        month.courses().stream()
            .filter(one -> one.episode().getManagingOrganization().getReference().endsWith("RZ9"))
            .collect(
                Collectors.toMap(
                    one -> one.episode().getIdPart(),
                    one ->
                        sorted(
                            ((CourseReading.Read) new CourseReader(scales).read(one)).course())));

    assertThat(byRows).hasSizeGreaterThan(30);
    assertThat(byRows).isEqualTo(byResources);
  }

  private static Course sorted(Course course) {
    return new Course(
        course.received(),
        course.discharged(),
        sorted(course.problems(), PresentingProblem::id),
        sorted(course.contacts(), CareContact::id),
        sorted(course.internetLogs(), InternetTherapyLog::id),
        sorted(course.scores(), Score::id));
  }

  private static <T> List<T> sorted(List<T> list, Function<T, String> id) {
    return list.stream().sorted(Comparator.comparing(id)).toList();
  }
}
