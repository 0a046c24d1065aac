package parley.server.synth;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.server.synth.MadeReferral.Discharge;
import parley.server.synth.MadeReferral.InternetLog;
import parley.server.synth.MadeReferral.MadePause;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;

/** The contacts of one referral, from the wait for the first to the discharge; no scores yet. */
final class Journey {

  /** Log-normal through 90.3 % within 42 days and 98.5 % within 126. */
  private static final double MEDIAN_WAIT = 8.1;

  private static final double SPREAD_OF_WAIT = 1.26;

  private static final double MISSED = 0.056;
  private static final double CANCELLED_BY_PATIENT = 0.085;
  private static final double CANCELLED_BY_PROVIDER = 0.03;
  private static final double TOO_LATE = 0.004;
  private static final double LATE_BUT_SEEN = 0.05;
  private static final int MOST_TREATMENTS = 24;
  private static final List<String> MECHANISMS = List.of("02", "11", "01", "05");
  private static final List<String> PAUSE_REASONS = List.of("01", "02", "03");

  private final Dice dice;
  private final Fate fate;
  private final Therapy therapy;
  private final List<MadeContact> contacts = new ArrayList<>();
  private final List<InternetLog> logs = new ArrayList<>();
  private final List<MadePause> pauses = new ArrayList<>();
  private final String usualMechanism;
  private LocalDate day;

  private Journey(Dice dice, Fate fate, Therapy therapy, LocalDate received) {
    this.dice = dice;
    this.fate = fate;
    this.therapy = therapy;
    this.day = received;
    this.usualMechanism = mechanism();
  }

  /**
   * Where it led.
   *
   * @param contacts in order of time, numbered
   * @param last the therapy that was given last
   */
  record Led(
      List<MadeContact> contacts,
      List<InternetLog> logs,
      List<MadePause> pauses,
      Discharge discharge,
      Therapy last) {}

  static Led of(Dice dice, Fate fate, Therapy therapy, LocalDate received) {
    return new Journey(dice, fate, therapy, received).led();
  }

  private Led led() {
    var last = therapy;
    switch (fate) {
      case UNSUITABLE -> day = day.plusDays(dice.between(1, 9));
      case OPTED_OUT -> optOut();
      case ASSESSED -> assess();
      case ONCE -> treatOnce();
      case FINISHED -> last = treat();
    }
    var end = fate.end(dice);
    if (end.equals("47")) {
      giveUp();
    } else if (end.equals("46") && fate == Fate.FINISHED && dice.chance(0.12)) {
      day = day.plusDays(dice.between(28, 56));
      attended(AppointmentType.FOLLOW_UP_AFTER_TREATMENT_END, Optional.of(last));
    }
    day = day.plusDays(fate == Fate.UNSUITABLE ? 0 : dice.between(0, 14));
    return new Led(
        numbered(), List.copyOf(logs), List.copyOf(pauses), new Discharge(day, end), last);
  }

  private void optOut() {
    if (dice.chance(0.5)) {
      day = weekday(day.plusDays(dice.between(7, 25)));
      add(missed(), AppointmentType.ASSESSMENT, Optional.empty());
    }
    day = day.plusDays(dice.between(14, 30));
  }

  private void assess() {
    first(AppointmentType.ASSESSMENT);
  }

  private void treatOnce() {
    if (dice.chance(0.3)) {
      first(AppointmentType.ASSESSMENT);
      next(21, 0.7, AppointmentType.TREATMENT, therapy);
    } else {
      first(AppointmentType.ASSESSMENT_AND_TREATMENT);
    }
  }

  /** Two treatments or more. */
  private Therapy treat() {
    var treatments = treatments(therapy);
    if (dice.chance(0.12)) {
      first(AppointmentType.ASSESSMENT);
      next(16, 0.6, AppointmentType.TREATMENT, therapy);
    } else {
      first(AppointmentType.ASSESSMENT_AND_TREATMENT);
    }
    if (dice.chance(0.05)) {
      pause();
    }
    next(therapy.step() == 2 ? 18 : 40, 0.7, AppointmentType.TREATMENT, therapy);
    weekly(therapy, treatments - 2);
    if (therapy.step() == 2 && dice.chance(0.14)) {
      next(45, 0.5, AppointmentType.TREATMENT, Therapy.CBT);
      weekly(Therapy.CBT, treatments(Therapy.CBT) - 1);
      return Therapy.CBT;
    }
    return therapy;
  }

  private void weekly(Therapy given, int treatments) {
    for (var i = 0; i < treatments; i++) {
      if (given == Therapy.GUIDED_COMPUTER && dice.chance(0.4)) {
        var start = day.plusDays(1);
        day = day.plusDays(dice.between(7, 14));
        logs.add(new InternetLog(start, day, dice.between(20, 60)));
        continue;
      }
      if (dice.chance(0.012)) {
        day = weekday(day.plusDays(3));
        contacts.add(supported());
      }
      next(
          dice.chance(0.7) ? 7 : 14,
          0,
          i % 6 == 4 || i == treatments - 1
              ? AppointmentType.REVIEW_AND_TREATMENT
              : AppointmentType.TREATMENT,
          given);
    }
  }

  private int treatments(Therapy given) {
    var more = dice.skewed(Math.max(0.5, (given.treatments() - 2) * 0.83), 0.62);
    return Math.min(MOST_TREATMENTS, 2 + (int) StrictMath.rint(more));
  }

  private void pause() {
    var start = day.plusDays(1);
    day = day.plusDays(dice.between(14, 35));
    pauses.add(new MadePause(start, day, dice.pick(PAUSE_REASONS)));
  }

  /** The first contact that took place, on the day that the wait says; missed ones lie before. */
  private void first(AppointmentType type) {
    var wait = (int) Math.min(300, dice.skewed(MEDIAN_WAIT, SPREAD_OF_WAIT));
    var seen = weekday(day.plusDays(wait));
    if (ChronoUnit.DAYS.between(day, seen) > 10 && dice.chance(0.25)) {
      day = weekday(seen.minusDays(7));
      add(missed(), type, Optional.empty());
    }
    day = seen;
    attended(type, type == AppointmentType.ASSESSMENT ? Optional.empty() : Optional.of(therapy));
  }

  /** The next contact that took place, after those that did not. */
  private void next(double median, double spread, AppointmentType type, Therapy given) {
    day = weekday(day.plusDays(Math.max(1, Math.round(dice.skewed(median, spread)))));
    for (var attempt = 0; attempt < 2; attempt++) {
      var became =
          dice.weighted(
              1 - MISSED - CANCELLED_BY_PATIENT - CANCELLED_BY_PROVIDER - TOO_LATE,
              MISSED,
              CANCELLED_BY_PATIENT,
              CANCELLED_BY_PROVIDER,
              TOO_LATE);
      if (became == 0) {
        break;
      }
      add(
          List.of(
                  Attendance.DID_NOT_ATTEND,
                  Attendance.CANCELLED_BY_PATIENT,
                  Attendance.CANCELLED_BY_PROVIDER,
                  Attendance.LATE_AND_NOT_SEEN)
              .get(became - 1),
          type,
          Optional.of(given));
      day = weekday(day.plusDays(7));
    }
    attended(type, Optional.of(given));
  }

  /** The person does not come any more. */
  private void giveUp() {
    for (var i = dice.between(1, 2); i > 0; i--) {
      day = weekday(day.plusDays(7));
      add(Attendance.DID_NOT_ATTEND, AppointmentType.TREATMENT, Optional.of(therapy));
    }
  }

  private Attendance missed() {
    return dice.chance(0.7) ? Attendance.DID_NOT_ATTEND : Attendance.CANCELLED_BY_PATIENT;
  }

  private void attended(AppointmentType type, Optional<Therapy> given) {
    add(dice.chance(LATE_BUT_SEEN) ? Attendance.LATE_BUT_SEEN : Attendance.ON_TIME, type, given);
  }

  private void add(Attendance attendance, AppointmentType type, Optional<Therapy> given) {
    contacts.add(contact(attendance, type, given, false));
  }

  private MadeContact supported() {
    return contact(Attendance.ON_TIME, AppointmentType.TREATMENT, Optional.empty(), true);
  }

  private MadeContact contact(
      Attendance attendance, AppointmentType type, Optional<Therapy> given, boolean employment) {
    var at = day.atTime(dice.between(9, 16), 30 * dice.below(2));
    var long50 = given.filter(it -> it.step() == 3).isPresent();
    return new MadeContact(
        0,
        at,
        type,
        attendance,
        long50 ? 50 : 30,
        dice.chance(0.85) ? usualMechanism : mechanism(),
        given,
        employment,
        List.of());
  }

  private String mechanism() {
    return MECHANISMS.get(dice.weighted(45, 28, 25, 2));
  }

  private List<MadeContact> numbered() {
    contacts.sort(Comparator.comparing(MadeContact::at));
    var numbered = new ArrayList<MadeContact>();
    for (var contact : contacts) {
      numbered.add(contact.numbered(numbered.size() + 1));
    }
    return List.copyOf(numbered);
  }

  static LocalDate weekday(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.plusDays(2);
      case SUNDAY -> day.plusDays(1);
      default -> day;
    };
  }
}
