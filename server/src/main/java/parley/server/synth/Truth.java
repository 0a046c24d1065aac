package parley.server.synth;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.server.synth.MadeContact.MadeScore;
import parley.submissions.course.Attendance;

/**
 * What is true of a referral, as the generator meant it; worked out from what was meant, and not by
 * the course model, which can be checked against it.
 *
 * @param atCaseness empty without a score
 * @param recovery empty without first and last scores, as are the next two
 */
record Truth(
    MadeReferral referral,
    List<LocalDate> treatments,
    Optional<Boolean> atCaseness,
    Optional<String> recovery,
    Optional<String> change,
    Optional<String> reliableRecovery) {

  /** Columns of the file of truths. */
  static final List<String> COLUMNS =
      List.of(
          "referral",
          "service",
          "patient",
          "nhs_number",
          "received",
          "source",
          "complaint",
          "therapy",
          "contacts",
          "attended",
          "missed",
          "treatments",
          "first_treatment",
          "second_treatment",
          "days_to_first",
          "days_to_second",
          "discharged",
          "end_code",
          "finished",
          "at_caseness",
          "recovery",
          "reliable_change",
          "reliable_recovery",
          "measure",
          "phq9_first",
          "phq9_last",
          "gad7_first",
          "gad7_last",
          "error");

  static Truth of(MadeReferral referral) {
    var sessions =
        referral.contacts().stream().filter(contact -> !contact.scores().isEmpty()).count();
    var intent = Optional.of(referral.intent());
    var first = intent.filter(it -> sessions > 0);
    var paired = intent.filter(it -> sessions > 1);
    return new Truth(
        referral,
        referral.treatments(),
        first.map(Intent::isAtCaseness),
        paired.map(it -> code(it.recovery())),
        paired.map(it -> code(it.change())),
        paired.map(it -> code(it.reliableRecovery())));
  }

  /** An answer as files and {@code $outcome} write it. */
  static String code(Enum<?> answer) {
    return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Optional<LocalDate> firstTreatment() {
    return treatments.stream().findFirst();
  }

  Optional<LocalDate> secondTreatment() {
    return treatments.stream().skip(1).findFirst();
  }

  /** Id in the calibration of the therapy given last, empty when none was given. */
  Optional<Therapy> therapy() {
    return referral.contacts().stream()
        .filter(MadeContact::isTreatment)
        .flatMap(it -> it.therapy().stream())
        .reduce((earlier, later) -> later);
  }

  /** How many contacts there were, but for what is to come. */
  long contacts() {
    return referral.contacts().stream().filter(it -> !it.isToCome()).count();
  }

  long attended() {
    return referral.contacts().stream().filter(MadeContact::isAttended).count();
  }

  /** Contacts that the person did not come to, or came to too late, without a word. */
  long missed() {
    return referral.contacts().stream()
        .filter(
            it ->
                it.attendance() == Attendance.DID_NOT_ATTEND
                    || it.attendance() == Attendance.LATE_AND_NOT_SEEN)
        .count();
  }

  Optional<Integer> first(String scale) {
    return scores(scale).stream().findFirst();
  }

  /** The last of two or more. */
  Optional<Integer> last(String scale) {
    return scores(scale).stream().skip(1).reduce((earlier, later) -> later);
  }

  private List<Integer> scores(String scale) {
    return referral.contacts().stream()
        .flatMap(contact -> contact.scores().stream())
        .filter(score -> score.scale().equals(scale))
        .map(MadeScore::value)
        .toList();
  }

  /** The row of the file, in the order of {@link #COLUMNS}; what is not known is empty. */
  List<String> row() {
    var one = referral;
    return List.of(
        one.number(),
        one.service().code(),
        one.localPatient(),
        one.has(PlantedError.MISSING_NHS_NUMBER) ? "" : one.person().nhsNumber(),
        one.received().toString(),
        one.source().orElse(""),
        one.complaint().code(),
        text(therapy().map(Therapy::id)),
        String.valueOf(contacts()),
        String.valueOf(attended()),
        String.valueOf(missed()),
        String.valueOf(treatments.size()),
        text(firstTreatment()),
        text(secondTreatment()),
        text(firstTreatment().map(day -> ChronoUnit.DAYS.between(one.received(), day))),
        text(secondTreatment().map(day -> ChronoUnit.DAYS.between(treatments.get(0), day))),
        text(one.discharge().map(MadeReferral.Discharge::day)),
        text(one.discharge().map(MadeReferral.Discharge::reason)),
        String.valueOf(one.isFinished()),
        text(atCaseness),
        text(recovery),
        text(change),
        text(reliableRecovery),
        one.measure(),
        text(first("phq-9")),
        text(last("phq-9")),
        text(first("gad-7")),
        text(last("gad-7")),
        text(one.error().map(PlantedError::code)));
  }

  private static String text(Optional<?> value) {
    return value.map(String::valueOf).orElse("");
  }
}
