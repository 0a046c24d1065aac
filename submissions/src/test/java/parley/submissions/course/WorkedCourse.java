package parley.submissions.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.course.CareContact.Planning;
import parley.submissions.course.PresentingProblem.Significance;
import parley.terminology.Systems;

/** One line of {@code courses/courses.txt}, whose head says how it is written. */
record WorkedCourse(String name, Course course, Map<String, String> expected, String why) {

  static final LocalDate DAY_0 = LocalDate.of(2025, 1, 6);
  private static final String TWO_TREATMENTS = "14:03:5 28:02:5";

  static List<WorkedCourse> all() {
    try (var in = WorkedCourse.class.getResourceAsStream("/courses/courses.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(WorkedCourse::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WorkedCourse of(String line) {
    var columns = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (columns.size() != 8) {
      throw new IllegalArgumentException("eight columns wanted: " + line);
    }
    var expected = new LinkedHashMap<String, String>();
    for (var pair : tokens(columns.get(6))) {
      expected.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return new WorkedCourse(columns.get(0), course(columns), expected, columns.get(7));
  }

  private static Course course(List<String> columns) {
    var problems = columns.get(2).isEmpty() ? "P:F32.1@0" : columns.get(2);
    var contacts = columns.get(3).equals("two") ? TWO_TREATMENTS : columns.get(3);
    return new Course(
        DAY_0,
        columns.get(1).isEmpty() ? Optional.empty() : Optional.of(day(columns.get(1))),
        problems.equals("none") ? List.of() : numbered(tokens(problems), WorkedCourse::problem),
        numbered(tokens(contacts), WorkedCourse::contact),
        numbered(tokens(columns.get(4)), WorkedCourse::log),
        scores(columns.get(5)));
  }

  private static PresentingProblem problem(int number, String token) {
    var code = token.substring(2, token.indexOf('@'));
    var day = token.substring(token.indexOf('@') + 1);
    return new PresentingProblem(
        "problem-" + number,
        Character.isDigit(code.charAt(0)) ? Systems.SNOMED_CT : Systems.ICD_10,
        code,
        day.equals("?") ? Optional.empty() : Optional.of(day(day)),
        switch (token.charAt(0)) {
          case 'P' -> Significance.PRIMARY;
          case 'S' -> Significance.SECONDARY;
          default -> Significance.NOT_RECORDED;
        });
  }

  private static CareContact contact(int number, String token) {
    var parts = token.split(":", -1);
    var activity = parts.length > 4 ? parts[4].replaceFirst("=", ":").replace('_', '=') : "";
    return new CareContact(
        "contact-" + number,
        day(parts[0]),
        Optional.empty(),
        AppointmentType.of(parts[1]).orElseThrow(),
        Attendance.of(parts[2]).orElseThrow(),
        parts.length > 3 && parts[3].equals("N") ? Planning.UNPLANNED : Planning.PLANNED,
        activity.isEmpty() ? List.of() : List.of(activity));
  }

  private static InternetTherapyLog log(int number, String token) {
    var days = token.split("-");
    return new InternetTherapyLog("log-" + number, day(days[0]), day(days[1]));
  }

  private static List<Score> scores(String column) {
    var scores = new ArrayList<Score>();
    for (var series : column.split(";")) {
      var words = tokens(series);
      for (var word : words.subList(Math.min(1, words.size()), words.size())) {
        scores.add(score("score-" + scores.size(), words.get(0), word));
      }
    }
    return scores;
  }

  private static Score score(String id, String scale, String word) {
    var when = word.substring(0, word.indexOf('='));
    var contact = when.contains("*") ? when.substring(when.indexOf('*') + 1) : "";
    var dayAndTime = when.replaceFirst("\\*.*", "").split("~");
    return new Score(
        id,
        scale,
        new BigDecimal(word.substring(word.indexOf('=') + 1)),
        day(dayAndTime[0]),
        dayAndTime.length > 1 ? Optional.of(LocalTime.parse(dayAndTime[1])) : Optional.empty(),
        contact.isEmpty() ? Optional.empty() : Optional.of("contact-" + contact));
  }

  private static LocalDate day(String number) {
    return DAY_0.plusDays(Long.parseLong(number));
  }

  private static List<String> tokens(String column) {
    return Arrays.stream(column.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private interface Numbered<T> {
    T make(int number, String token);
  }

  private static <T> List<T> numbered(List<String> tokens, Numbered<T> maker) {
    var made = new ArrayList<T>();
    for (var token : tokens) {
      made.add(maker.make(made.size() + 1, token));
    }
    return made;
  }
}
