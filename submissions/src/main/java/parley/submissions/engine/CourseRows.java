package parley.submissions.engine;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
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
import parley.submissions.record.Finding;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/**
 * Reads the courses of a period from the tables of the views, as {@code CourseReader} reads them
 * from resources one by one; a test holds the two against each other. What cannot be read becomes a
 * finding and is left out; a discharge that cannot be read leaves its course open. For one reading.
 */
final class CourseRows {

  private static final DefinitionFolder FOLDER = CourseFactTable.FOLDER;

  private final Scales scales;
  private final RowMoments moments = new RowMoments();

  CourseRows(Scales scales) {
    this.scales = scales;
  }

  /** What was left out so far, by resource and element. */
  List<Finding> findings() {
    return moments.findings();
  }

  /** Gives each course to a taker, in the order of their keys. */
  void read(Database database, Taker taker) throws SQLException {
    try (var courses = cursor(database, "read_course", this::frame);
        var problems = cursor(database, "read_problem", this::problem);
        var activities = cursor(database, "read_activity", CourseRows::activity);
        var contacts = cursor(database, "read_contact", this::contact);
        var logs = cursor(database, "read_internet_log", this::log);
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

  private Optional<Frame> frame(ResultSet row) throws SQLException {
    var episode = "EpisodeOfCare/" + row.getString(1);
    var received = moments.day(row.getString(2), episode + ".period.start");
    var discharged = text(row, 3).flatMap(day -> moments.day(day, episode + ".period.end"));
    if (received.isEmpty()) {
      return Optional.empty();
    }
    if (discharged.isPresent() && discharged.get().isBefore(received.get())) {
      moments.endBeforeStart(episode + ".period.end");
      return Optional.empty();
    }
    return Optional.of(new Frame(row.getString(1), received.get(), discharged));
  }

  private Optional<PresentingProblem> problem(ResultSet row) throws SQLException {
    var element = "Condition/" + row.getString(2) + ".recordedDate";
    var icd10 = text(row, 3);
    return Optional.of(
        new PresentingProblem(
            row.getString(2),
            icd10.isPresent() ? Systems.ICD_10 : Systems.SNOMED_CT,
            icd10.isPresent() ? icd10.get() : row.getString(4),
            text(row, 5).flatMap(day -> moments.day(day, element)),
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

  private Optional<CareContact> contact(ResultSet row) throws SQLException {
    var start = moments.moment(row.getString(3), "Encounter/" + row.getString(2) + ".period.start");
    if (start.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CareContact(
            row.getString(2),
            start.get().day(),
            start.get().time(),
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

  private Optional<InternetTherapyLog> log(ResultSet row) throws SQLException {
    var element = "Procedure/" + row.getString(2) + ".performedPeriod";
    var start = moments.day(row.getString(3), element);
    var end = moments.day(row.getString(4), element);
    return start.isEmpty() || end.isEmpty()
        ? Optional.empty()
        : Optional.of(new InternetTherapyLog(row.getString(2), start.get(), end.get()));
  }

  private Optional<Score> score(ResultSet row) throws SQLException {
    var scale =
        scales.coded(Systems.SNOMED_CT, row.getString(3)).filter(one -> one.range().isPresent());
    if (scale.isEmpty()) {
      return Optional.empty();
    }
    var when = moments.moment(row.getString(5), "Observation/" + row.getString(2) + ".effective");
    if (when.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Score(
            row.getString(2),
            scale.get().id(),
            new BigDecimal(row.getString(4)),
            when.get().day(),
            when.get().time(),
            text(row, 6)));
  }

  private static Optional<String> text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
