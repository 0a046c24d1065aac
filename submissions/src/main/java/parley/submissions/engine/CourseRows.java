package parley.submissions.engine;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;
import parley.submissions.course.CareContact;
import parley.submissions.course.CareContact.Planning;
import parley.submissions.course.Course;
import parley.submissions.course.InternetTherapyLog;
import parley.submissions.course.PresentingProblem;
import parley.submissions.course.PresentingProblem.Significance;
import parley.submissions.course.Score;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/**
 * Reads the courses of a period from the tables of the views, as {@code CourseReader} reads them
 * from resources one by one; a test holds the two against each other.
 */
final class CourseRows {

  private static final DefinitionFolder FOLDER = CourseFactTable.FOLDER;
  private static final int DAY = "2026-10-01".length();

  private final Scales scales;

  CourseRows(Scales scales) {
    this.scales = scales;
  }

  /** Gives each course to a taker, in the order of their keys. */
  void read(Database database, Taker taker) throws SQLException {
    try (var courses = cursor(database, "read_course", CourseRows::frame);
        var problems = cursor(database, "read_problem", CourseRows::problem);
        var activities = cursor(database, "read_activity", CourseRows::activity);
        var contacts = cursor(database, "read_contact", CourseRows::contact);
        var logs = cursor(database, "read_internet_log", CourseRows::log);
        var scores = cursor(database, "read_score", this::score)) {
      for (var frame = courses.next(); frame.isPresent(); frame = courses.next()) {
        var key = frame.get().key();
        var course =
            new Course(
                frame.get().received(),
                frame.get().discharged(),
                problems.of(key),
                withActivities(contacts.of(key), activities.of(key)),
                logs.of(key),
                scores.of(key));
        taker.course(key, course);
      }
    }
  }

  /** Takes one course. */
  interface Taker {
    void course(String key, Course course) throws SQLException;
  }

  private record Frame(String key, LocalDate received, Optional<LocalDate> discharged) {}

  private record Activity(String contact, String code) {}

  private static <T> CourseCursor<T> cursor(
      Database database, String query, CourseCursor.RowMaker<T> maker) throws SQLException {
    return new CourseCursor<>(database, FOLDER.query(query), maker);
  }

  private static Optional<Frame> frame(ResultSet row) throws SQLException {
    return Optional.of(
        new Frame(
            row.getString(1),
            LocalDate.parse(row.getString(2)),
            text(row, 3).map(LocalDate::parse)));
  }

  private static Optional<PresentingProblem> problem(ResultSet row) throws SQLException {
    var icd10 = text(row, 3);
    return Optional.of(
        new PresentingProblem(
            row.getString(2),
            icd10.isPresent() ? Systems.ICD_10 : Systems.SNOMED_CT,
            icd10.isPresent() ? icd10.get() : row.getString(4),
            text(row, 5).map(LocalDate::parse),
            significance(text(row, 6).orElse(""))));
  }

  private static Significance significance(String code) {
    return switch (code.strip()) {
      case "1" -> Significance.PRIMARY;
      case "2" -> Significance.SECONDARY;
      default -> Significance.NOT_RECORDED;
    };
  }

  private static Optional<Activity> activity(ResultSet row) throws SQLException {
    return Optional.of(new Activity(row.getString(2), row.getString(3)));
  }

  private static Optional<CareContact> contact(ResultSet row) throws SQLException {
    var start = row.getString(3);
    return Optional.of(
        new CareContact(
            row.getString(2),
            LocalDate.parse(start.substring(0, DAY)),
            time(start),
            text(row, 4).flatMap(AppointmentType::of).orElse(AppointmentType.NOT_RECORDED),
            text(row, 5).flatMap(Attendance::of).orElse(Attendance.NOT_RECORDED),
            planning(text(row, 6).orElse("")),
            List.of()));
  }

  private static Planning planning(String code) {
    return switch (code.strip()) {
      case "Y" -> Planning.PLANNED;
      case "N" -> Planning.UNPLANNED;
      default -> Planning.NOT_RECORDED;
    };
  }

  private static List<CareContact> withActivities(
      List<CareContact> contacts, List<Activity> activities) {
    var codes = new HashMap<String, List<String>>();
    for (var activity : activities) {
      codes
          .computeIfAbsent(activity.contact(), contact -> new java.util.ArrayList<>())
          .add(activity.code());
    }
    return contacts.stream()
        .map(
            contact ->
                new CareContact(
                    contact.id(),
                    contact.date(),
                    contact.time(),
                    contact.type(),
                    contact.attendance(),
                    contact.planning(),
                    codes.getOrDefault(contact.id(), List.of())))
        .toList();
  }

  private static Optional<InternetTherapyLog> log(ResultSet row) throws SQLException {
    return Optional.of(
        new InternetTherapyLog(
            row.getString(2),
            LocalDate.parse(row.getString(3)),
            LocalDate.parse(row.getString(4))));
  }

  private Optional<Score> score(ResultSet row) throws SQLException {
    var scale =
        scales.coded(Systems.SNOMED_CT, row.getString(3)).filter(one -> one.range().isPresent());
    if (scale.isEmpty()) {
      return Optional.empty();
    }
    var when = row.getString(5);
    return Optional.of(
        new Score(
            row.getString(2),
            scale.get().id(),
            new BigDecimal(row.getString(4)),
            LocalDate.parse(when.substring(0, DAY)),
            time(when),
            text(row, 6)));
  }

  private static Optional<LocalTime> time(String moment) {
    return moment.length() > DAY
        ? Optional.of(LocalTime.parse(moment.substring(DAY + 1)))
        : Optional.empty();
  }

  private static Optional<String> text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
