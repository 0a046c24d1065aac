package parley.server.demo;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import parley.server.synth.Complaint;
import parley.server.synth.MadeCourse;
import parley.server.synth.MadeCourses;
import parley.terminology.scale.Scale;

/**
 * What a demonstration wants to show of courses. The courses are the generator's: of its people in
 * their order, the first whose course is of a kind shows it.
 */
enum CourseKind {
  RECOVERED(
      "recovers from depression",
      it -> is(it, Complaint.DEPRESSION) && ended(it, "46") && isLong(it) && fact(it, "recovered")),
  NOT_ON_TRACK(
      "in treatment for depression, not on track after six treatments",
      it -> is(it, Complaint.DEPRESSION) && isOpen(it) && isStuck(it)),
  SELF_HARM(
      "in treatment, item 9 of PHQ-9 above 0 once",
      it -> isOpen(it) && isKnown(it) && mood(it).get(1) > 0),
  SOCIAL_PHOBIA("social phobia, by SPIN", it -> measuredBy(it, Complaint.SOCIAL_PHOBIA)),
  PANIC("panic, by PDSS", it -> measuredBy(it, Complaint.PANIC)),
  OBSESSIVE_COMPULSIVE(
      "obsessions and compulsions, by OCI", it -> measuredBy(it, Complaint.OBSESSIVE_COMPULSIVE)),
  STEPPED_UP("stepped up", it -> it.truth().steps().size() > 1),
  PAUSED("with a pause", it -> it.truth().pauses() > 0),
  DETERIORATED("deteriorates", it -> changed(it, "deterioration")),
  UNANSWERED("a session without answers", it -> it.truth().unanswered() > 0 && isKnown(it)),
  IMPROVED(
      "improves, and is still at caseness",
      it -> ended(it, "46") && fact(it, "not-recovered") && changed(it, "improvement")),
  WELL("below caseness at the start", it -> !isOpen(it) && fact(it, "not-at-caseness-at-start")),
  GIVES_UP(
      "misses appointments, and comes no more",
      it -> ended(it, "47") && it.truth().notAttended() > 1 && isKnown(it)),
  EARLY("in treatment, too early to say", it -> isOpen(it) && isKnown(it) && isUnknown(it)),
  BEGINS("seen once, more to come", it -> isOpen(it) && it.truth().attended() == 1),
  NEVER_CAME(
      "never came",
      it -> ended(it, "50") && it.truth().attended() == 0 && it.truth().contacts() > 0);

  /** Bounds how long the EHR takes. */
  private static final int MOST_CONTACTS = 7;

  private static final int TREATMENTS_OF_A_CHART = 5;

  /** A service has all kinds among far fewer. */
  private static final int MOST_PEOPLE = 50_000;

  private static final int HIGHEST_PHQ_9 = 27;

  private final String why;
  private final Predicate<MadeCourse> shows;

  CourseKind(String why, Predicate<MadeCourse> shows) {
    this.why = why;
    this.shows = shows;
  }

  /** What it shows, in a few words. */
  String why() {
    return why;
  }

  /**
   * A course of each kind, of as many people.
   *
   * @param seed decides who they are
   * @param day that is played; what is told is of the days before, and of appointments after it
   */
  static Map<CourseKind, MadeCourse> courses(long seed, LocalDate day) {
    var courses = new EnumMap<CourseKind, MadeCourse>(CourseKind.class);
    var made = new MadeCourses(seed, day.minusDays(1));
    for (var tried = 0; courses.size() < values().length; tried++) {
      if (tried == MOST_PEOPLE) {
        throw new IllegalStateException("the generator makes no course of a kind");
      }
      var course = made.next();
      if (course.truth().contacts() > MOST_CONTACTS
          || course.toCome().filter(day::equals).isPresent()) {
        continue;
      }
      List.of(values()).stream()
          .filter(kind -> !courses.containsKey(kind) && kind.shows.test(course))
          .findFirst()
          .ifPresent(kind -> courses.put(kind, course));
    }
    return courses;
  }

  private static boolean is(MadeCourse course, Complaint complaint) {
    return course.complaint() == complaint;
  }

  /** Under way, with an appointment to come. */
  private static boolean isOpen(MadeCourse course) {
    return course.truth().discharged().isEmpty() && course.toCome().isPresent();
  }

  private static boolean ended(MadeCourse course, String endCode) {
    return course.truth().endCode().filter(endCode::equals).isPresent();
  }

  private static boolean fact(MadeCourse course, String recovery) {
    return course.truth().fact("recovery").filter(recovery::equals).isPresent();
  }

  /** Enough for a chart to show how it went. */
  private static boolean isLong(MadeCourse course) {
    return course.truth().treatments() >= TREATMENTS_OF_A_CHART;
  }

  private static boolean isUnknown(MadeCourse course) {
    return course.truth().trajectory().equals("unknown");
  }

  private static boolean isStuck(MadeCourse course) {
    return course.truth().trajectory().equals("not-on-track")
        && changed(course, "no-reliable-change");
  }

  private static boolean changed(MadeCourse course, String change) {
    return course.truth().fact("reliable-change").filter(change::equals).isPresent();
  }

  /** Whether there are first and last scores. */
  private static boolean isKnown(MadeCourse course) {
    return course.truth().fact("recovery").isPresent();
  }

  private static boolean measuredBy(MadeCourse course, Complaint complaint) {
    return is(course, complaint)
        && course.truth().treatments() > 1
        && course.truth().scores().containsKey(complaint.measure())
        // So that the EHR can send a total that is too high by mistake.
        && mood(course).get(0) < HIGHEST_PHQ_9;
  }

  private static List<Integer> mood(MadeCourse course) {
    return course.truth().scores().getOrDefault(Scale.PHQ_9, List.of());
  }
}
