package parley.submissions.engine;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import parley.submissions.course.Answer;
import parley.submissions.course.Caseness;
import parley.submissions.course.Course;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.Recovery;
import parley.submissions.course.ReliableChange;
import parley.submissions.course.ScorePair;
import parley.submissions.record.Finding;

/**
 * Puts what the course model says of each course, and of each contact, into tables, so that SQL has
 * nothing to define and only counts.
 */
final class CourseFactTable {

  static final DefinitionFolder FOLDER = new DefinitionFolder("measures");

  private static final String WSAS_WORK = "wsas-work";

  private final CourseModel model;

  CourseFactTable(CourseModel model) {
    this.model = model;
  }

  /**
   * Makes {@code course_fact} and {@code contact_fact}.
   *
   * @param asked last day of the period; nothing later is known
   * @return what of the courses could not be read and was left out
   */
  List<Finding> fill(Database database, LocalDate asked) throws SQLException {
    database.execute(FOLDER.query("course_fact"));
    database.execute(FOLDER.query("contact_fact"));
    try (var facts = database.connection().createAppender("course_fact");
        var contacts = database.connection().createAppender("contact_fact")) {
      var rows = new CourseRows(model.scales());
      rows.read(
          database,
          (key, course) -> {
            course(facts, key, model.facts(course, asked));
            contacts(contacts, key, course);
          });
      return rows.findings();
    }
  }

  private static void course(DuckDBAppender row, String key, CourseFacts facts)
      throws SQLException {
    row.beginRow();
    row.append(key);
    row.append(facts.timesSeen());
    row.append((long) facts.treatments().size());
    row.append(facts.finished());
    text(row, facts.firstAssessment().map(LocalDate::toString));
    treatment(row, facts, 0);
    treatment(row, facts, 1);
    days(row, facts.daysToFirstTreatment());
    days(row, facts.daysToSecondTreatment());
    row.append(facts.caseness().is(Caseness.NOT_AT_CASENESS));
    row.append(facts.recovery().is(Recovery.RECOVERED));
    row.append(facts.reliableChange().is(ReliableChange.IMPROVEMENT));
    row.append(facts.reliableChange().is(ReliableChange.DETERIORATION));
    row.append(facts.reliableChange().is(ReliableChange.NO_RELIABLE_CHANGE));
    row.append(facts.reliableRecovery().is(Recovery.RECOVERED));
    scores(row, facts.phq9());
    scores(row, facts.measurePair());
    scores(row, Optional.ofNullable(facts.pairs().get(WSAS_WORK)));
    row.append(facts.measure().ground().name());
    row.append(facts.restsOnUnverified());
    row.append(facts.caseness().is(Caseness.AT_CASENESS));
    row.append(facts.recovery().is(Recovery.NOT_RECOVERED));
    row.append(facts.reliableRecovery().is(Recovery.NOT_RECOVERED));
    row.endRow();
  }

  private static void treatment(DuckDBAppender row, CourseFacts facts, int place)
      throws SQLException {
    text(
        row, facts.treatments().stream().skip(place).findFirst().map(one -> one.date().toString()));
  }

  private static void days(DuckDBAppender row, Answer<Long> days) throws SQLException {
    if (days.value().isPresent()) {
      row.append(days.value().get().longValue());
    } else {
      row.appendNull();
    }
  }

  private static void scores(DuckDBAppender row, Optional<ScorePair> pair) throws SQLException {
    text(row, pair.map(one -> one.first().value().toPlainString()));
    text(row, pair.flatMap(ScorePair::last).map(one -> one.value().toPlainString()));
  }

  private static void text(DuckDBAppender row, Optional<String> text) throws SQLException {
    if (text.isPresent()) {
      row.append(text.get());
    } else {
      row.appendNull();
    }
  }

  private static void contacts(DuckDBAppender row, String key, Course course) throws SQLException {
    for (var contact : course.contacts()) {
      row.beginRow();
      row.append(contact.id());
      row.append(key);
      row.append(contact.isSeen());
      row.append(contact.isTreatment());
      row.append(course.holds(contact.date()));
      row.endRow();
    }
  }
}
