package parley.server.synth;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.server.synth.MadeContact.MadeScore;
import parley.submissions.course.Recovery;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/**
 * What is true of a made course, in the words of {@code $outcome}: of {@link Truth}, which is
 * worked out of what was meant and not by the course model.
 *
 * @param received day
 * @param discharged day, empty while the course is open
 * @param endCode EndCode, with {@code discharged}
 * @param contacts how many there were, what is to come left out
 * @param attended of these
 * @param treatments how many
 * @param steps of the treatments given, each once, in order
 * @param pauses how many
 * @param unanswered sessions in which nothing was filled in
 * @param facts by name in {@code $outcome}, such as {@code recovery}; what is unknown is left out
 * @param trajectory code of where it stands by docs/outcomes.md
 * @param scores by id of the scale, in order of time
 */
public record CourseTruth(
    LocalDate received,
    Optional<LocalDate> discharged,
    Optional<String> endCode,
    long contacts,
    long attended,
    int treatments,
    List<Integer> steps,
    int pauses,
    long unanswered,
    Map<String, String> facts,
    String trajectory,
    Map<String, List<Integer>> scores) {

  /** docs/outcomes.md: so many treatments before a course without change is called so. */
  private static final int TREATMENTS_BEFORE_JUDGEMENT = 6;

  static CourseTruth of(MadeReferral referral, Scales scales) {
    var truth = Truth.of(referral);
    var sessions = referral.contacts().stream().filter(MadeContact::isSession).toList();
    return new CourseTruth(
        referral.received(),
        referral.discharge().map(MadeReferral.Discharge::day),
        referral.discharge().map(MadeReferral.Discharge::reason),
        truth.contacts(),
        truth.attended(),
        truth.treatments().size(),
        steps(referral),
        referral.pauses().size(),
        sessions.stream().filter(it -> it.scores().isEmpty()).count(),
        facts(truth),
        trajectory(truth, scales),
        scores(sessions));
  }

  /** Contacts that did not take place. */
  public long notAttended() {
    return contacts - attended;
  }

  /** The value of a fact, empty when it is unknown. */
  public Optional<String> fact(String name) {
    return Optional.ofNullable(facts.get(name));
  }

  private static Map<String, String> facts(Truth truth) {
    var facts = new LinkedHashMap<String, String>();
    truth
        .atCaseness()
        .ifPresent(at -> facts.put("caseness", at ? "at-caseness" : "not-at-caseness"));
    truth.recovery().ifPresent(it -> facts.put("recovery", it));
    truth.change().ifPresent(it -> facts.put("reliable-change", it));
    truth.reliableRecovery().ifPresent(it -> facts.put("reliable-recovery", it));
    return facts;
  }

  private static List<Integer> steps(MadeReferral referral) {
    return referral.contacts().stream()
        .filter(MadeContact::isTreatment)
        .flatMap(it -> it.therapy().stream())
        .map(Therapy::step)
        .distinct()
        .toList();
  }

  private static String trajectory(Truth truth, Scales scales) {
    if (truth.change().isEmpty()) {
      return "unknown";
    }
    var intent = truth.referral().intent();
    return switch (intent.change()) {
      case IMPROVEMENT -> "on-track";
      case DETERIORATION -> "not-on-track";
      case NO_RELIABLE_CHANGE -> {
        if (intent.recovery() == Recovery.RECOVERED || isWellAtLast(truth, scales)) {
          yield "on-track";
        }
        yield truth.treatments().size() < TREATMENTS_BEFORE_JUDGEMENT ? "unknown" : "not-on-track";
      }
    };
  }

  private static boolean isWellAtLast(Truth truth, Scales scales) {
    return List.of(Scale.PHQ_9, truth.referral().measure()).stream()
        .noneMatch(
            scale -> truth.last(scale).filter(Measure.of(scales.get(scale))::at).isPresent());
  }

  private static Map<String, List<Integer>> scores(List<MadeContact> sessions) {
    var scores = new LinkedHashMap<String, List<Integer>>();
    for (var session : sessions) {
      for (MadeScore score : session.scores()) {
        scores.computeIfAbsent(score.scale(), it -> new ArrayList<>()).add(score.value());
      }
    }
    return scores;
  }
}
