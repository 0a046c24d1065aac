package parley.submissions.course;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.terminology.scale.Scale;

/**
 * Caseness, recovery and reliable change of one course by NHS England's definitions (Caseness_Flag,
 * Recovery_Flag, ReliableImprovement_Flag, ReliableDeterioration_Flag, NoChange_Flag of table
 * IDS101), from first and last PHQ-9 and first and last paired measure.
 */
final class Outcomes {

  private final Scale phq9Scale;
  private final Scale measureScale;
  private final Optional<ScorePair> phq9;
  private final Optional<ScorePair> measure;

  Outcomes(Scale phq9Scale, Scale measureScale, Map<String, ScorePair> pairs) {
    this.phq9Scale = phq9Scale;
    this.measureScale = measureScale;
    this.phq9 = Optional.ofNullable(pairs.get(phq9Scale.id()));
    this.measure = Optional.ofNullable(pairs.get(measureScale.id()));
  }

  /** One first score at caseness is enough; not at caseness needs both below. */
  Answer<Caseness> caseness() {
    if (phq9.filter(pair -> phq9At(pair.first())).isPresent()) {
      return Answer.of(Caseness.AT_CASENESS);
    }
    var absent = EnumSet.noneOf(Gap.class);
    if (phq9.isEmpty()) {
      absent.add(Gap.NO_PHQ_9);
    }
    if (measure.isEmpty()) {
      absent.add(Gap.NO_MEASURE);
      return new Answer.Unknown<>(absent);
    }
    var first = measure.get().first().value();
    Answer<Caseness> ofMeasure =
        Judgement.of(
            measureScale.caseness(),
            Judgement.forScores(first, first),
            threshold -> at(first, threshold) ? Caseness.AT_CASENESS : Caseness.NOT_AT_CASENESS,
            Gap.NO_CASENESS_THRESHOLD);
    if (phq9.isPresent() || ofMeasure.is(Caseness.AT_CASENESS)) {
      return ofMeasure;
    }
    absent.addAll(ofMeasure.missing());
    return new Answer.Unknown<>(absent);
  }

  /** At caseness at the start, and both last scores below it. */
  Answer<Recovery> recovery() {
    var unpaired = unpaired();
    if (!unpaired.isEmpty()) {
      return new Answer.Unknown<>(unpaired);
    }
    var first = measure.orElseThrow().first().value();
    var last = last(measure).value();
    return Judgement.of(
        measureScale.caseness(),
        Judgement.forScores(first, last),
        threshold -> {
          if (!phq9At(phq9.orElseThrow().first()) && !at(first, threshold)) {
            return Recovery.NOT_AT_CASENESS_AT_START;
          }
          return phq9At(last(phq9)) || at(last, threshold)
              ? Recovery.NOT_RECOVERED
              : Recovery.RECOVERED;
        },
        Gap.NO_CASENESS_THRESHOLD);
  }

  /** One measure moved reliably and the other did not move reliably the other way. */
  Answer<ReliableChange> reliableChange() {
    var unpaired = unpaired();
    if (!unpaired.isEmpty()) {
      return new Answer.Unknown<>(unpaired);
    }
    var ofPhq9 = change(phq9, phq9Scale.reliableChange().orElseThrow().value());
    return Judgement.of(
        measureScale.reliableChange(),
        Judgement.forChange(measure.flatMap(ScorePair::change).orElseThrow()),
        threshold -> together(ofPhq9, change(measure, threshold)),
        Gap.NO_RELIABLE_CHANGE_THRESHOLD);
  }

  /** Recovery and reliable improvement. */
  Answer<Recovery> reliableRecovery() {
    var recovery = recovery();
    var change = reliableChange();
    if (certain(recovery) && !recovery.is(Recovery.RECOVERED)) {
      return recovery;
    }
    if (certain(change)
        && !change.is(ReliableChange.IMPROVEMENT)
        && certain(caseness())
        && caseness().is(Caseness.AT_CASENESS)) {
      return Answer.of(Recovery.NOT_RECOVERED);
    }
    if (recovery.value().isEmpty() || change.value().isEmpty()) {
      var gaps = EnumSet.noneOf(Gap.class);
      gaps.addAll(recovery.missing());
      gaps.addAll(change.missing());
      return new Answer.Unknown<>(gaps);
    }
    var unverified = recovery.restsOnUnverifiedThreshold() || change.restsOnUnverifiedThreshold();
    var is =
        recovery.is(Recovery.RECOVERED) && !change.is(ReliableChange.IMPROVEMENT)
            ? Recovery.NOT_RECOVERED
            : recovery.value().orElseThrow();
    return new Answer.Known<>(is, unverified);
  }

  /** How one scale moved. */
  static ReliableChange change(Optional<ScorePair> pair, BigDecimal threshold) {
    var change = pair.flatMap(ScorePair::change).orElseThrow();
    if (change.abs().compareTo(threshold) < 0) {
      return ReliableChange.NO_RELIABLE_CHANGE;
    }
    return change.signum() < 0 ? ReliableChange.IMPROVEMENT : ReliableChange.DETERIORATION;
  }

  private static ReliableChange together(ReliableChange one, ReliableChange other) {
    if (one == other || other == ReliableChange.NO_RELIABLE_CHANGE) {
      return one;
    }
    return one == ReliableChange.NO_RELIABLE_CHANGE ? other : ReliableChange.NO_RELIABLE_CHANGE;
  }

  private Set<Gap> unpaired() {
    var gaps = EnumSet.noneOf(Gap.class);
    if (phq9.isEmpty()) {
      gaps.add(Gap.NO_PHQ_9);
    } else if (phq9.get().last().isEmpty()) {
      gaps.add(Gap.NO_LAST_PHQ_9);
    }
    if (measure.isEmpty()) {
      gaps.add(Gap.NO_MEASURE);
    } else if (measure.get().last().isEmpty()) {
      gaps.add(Gap.NO_LAST_MEASURE);
    }
    return gaps;
  }

  private static boolean certain(Answer<?> answer) {
    return answer.value().isPresent() && !answer.restsOnUnverifiedThreshold();
  }

  private boolean phq9At(Score score) {
    return phq9Scale.caseness().orElseThrow().reachedBy(score.value());
  }

  private static boolean at(BigDecimal score, BigDecimal threshold) {
    return score.compareTo(threshold) >= 0;
  }

  private static Score last(Optional<ScorePair> pair) {
    return pair.flatMap(ScorePair::last).orElseThrow();
  }
}
