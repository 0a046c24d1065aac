package parley.server.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.server.synth.MadeContact.MadeScore;
import parley.submissions.course.Recovery;
import parley.submissions.course.ReliableChange;

/**
 * Makes the scores of a course from its first to its last session: the intent is thrown first, then
 * first and last scores that amount to it are drawn around the published means of the therapy.
 */
final class ScoreMaker {

  /** How alike depression and anxiety of one person are. */
  private static final double ALIKE = 0.7;

  private static final int TRIES = 400;
  private static final double NOISE = 0.25;
  private static final double LEFT_OUT = 0.06;

  private final Calibration calibration;
  private final Measure phq9;
  private final Measure gad7;

  ScoreMaker(Calibration calibration, Measure phq9, Measure gad7) {
    this.calibration = calibration;
    this.phq9 = phq9;
    this.gad7 = gad7;
  }

  /** First and last score of a scale. */
  private record Ends(Measure measure, int first, int last) {

    ReliableChange change() {
      var change = last - first;
      if (Math.abs(change) < measure.change()) {
        return ReliableChange.NO_RELIABLE_CHANGE;
      }
      return change < 0 ? ReliableChange.IMPROVEMENT : ReliableChange.DETERIORATION;
    }
  }

  /**
   * The scores of each session.
   *
   * @param own the measure of the problem, where it was filled in
   * @param sessions how many there were
   * @param onlyFirst whether nothing was answered after the first
   */
  List<List<MadeScore>> scores(
      Dice dice,
      Therapy therapy,
      Optional<Measure> own,
      Intent intent,
      int sessions,
      boolean onlyFirst) {
    var ends = ends(dice, therapy, own, intent);
    var all = new ArrayList<List<MadeScore>>();
    for (var session = 0; session < sessions; session++) {
      var inside = session > 0 && session < sessions - 1;
      if ((onlyFirst && session > 0) || (inside && dice.chance(LEFT_OUT))) {
        all.add(List.of());
        continue;
      }
      var scores = new ArrayList<MadeScore>();
      for (var scale : ends) {
        scores.add(new MadeScore(scale.measure().id(), at(dice, scale, session, sessions)));
      }
      all.add(List.copyOf(scores));
    }
    return all;
  }

  /** Better by more in the early sessions than in the late ones. */
  private static int at(Dice dice, Ends ends, int session, int sessions) {
    if (session == 0) {
      return ends.first();
    }
    if (session == sessions - 1) {
      return ends.last();
    }
    var left = 1 - session / (double) (sessions - 1);
    var way = 1 - left * StrictMath.sqrt(left);
    var noise = NOISE * ends.measure().change() * dice.normal();
    return ends.measure().clipped(ends.first() + way * (ends.last() - ends.first()) + noise);
  }

  private List<Ends> ends(Dice dice, Therapy therapy, Optional<Measure> own, Intent intent) {
    for (var attempt = 0; attempt < TRIES; attempt++) {
      var mood = dice.normal();
      var worry = ALIKE * mood + StrictMath.sqrt(1 - ALIKE * ALIKE) * dice.normal();
      var firstMood = phq9.clipped(first(therapy, "phq9", mood));
      var firstWorry = gad7.clipped(first(therapy, "gad7", worry));
      var firstOwn = own.map(it -> it.clipped(first(it, worry))).orElse(firstWorry);
      var paired = own.orElse(gad7);
      if ((phq9.at(firstMood) || paired.at(firstOwn)) != intent.isAtCaseness()) {
        continue;
      }
      var found = last(dice, intent, paired, firstMood, firstOwn);
      if (found.isPresent()) {
        var ends = new ArrayList<>(found.get());
        own.ifPresent(
            it -> ends.add(1, new Ends(gad7, firstWorry, drawn(dice, intent, gad7, firstWorry))));
        return ends;
      }
    }
    throw new IllegalStateException("no scores amount to " + intent + " with " + therapy);
  }

  private Optional<List<Ends>> last(
      Dice dice, Intent intent, Measure paired, int firstMood, int firstPaired) {
    for (var attempt = 0; attempt < 6; attempt++) {
      var mood = new Ends(phq9, firstMood, drawn(dice, intent, phq9, firstMood));
      var other = new Ends(paired, firstPaired, drawn(dice, intent, paired, firstPaired));
      if (amountsTo(intent, mood, other)) {
        return Optional.of(List.of(mood, other));
      }
    }
    return Optional.empty();
  }

  private static boolean amountsTo(Intent intent, Ends mood, Ends other) {
    var both = List.of(mood, other);
    var well = both.stream().noneMatch(ends -> ends.measure().at(ends.last()));
    if (intent.isAtCaseness() && well != (intent.recovery() == Recovery.RECOVERED)) {
      return false;
    }
    var changes = both.stream().map(Ends::change).toList();
    if (intent.change() == ReliableChange.NO_RELIABLE_CHANGE) {
      return changes.stream().allMatch(intent.change()::equals);
    }
    var opposite =
        intent.change() == ReliableChange.IMPROVEMENT
            ? ReliableChange.DETERIORATION
            : ReliableChange.IMPROVEMENT;
    return changes.contains(intent.change()) && !changes.contains(opposite);
  }

  private double first(Therapy therapy, String scale, double z) {
    return calibration.of(therapy, scale + "-start-mean")
        + calibration.of(therapy, scale + "-start-sd") * z;
  }

  private static double first(Measure own, double z) {
    var room = own.highest() - own.caseness();
    return own.caseness() + 0.35 * room + 0.25 * room * z;
  }

  /** A last score such as the intent makes likely. */
  private static int drawn(Dice dice, Intent intent, Measure measure, int first) {
    var step = (double) measure.change();
    return measure.clipped(
        switch (intent) {
          case RECOVERED_RELIABLY, RECOVERED_ONLY ->
              measure.caseness() * (0.62 + 0.27 * dice.normal());
          case IMPROVED, WELL_IMPROVED -> first - step * Math.abs(1 + 0.6 * dice.normal());
          case UNCHANGED, WELL_UNCHANGED -> first - step * (0.05 + 0.45 * dice.normal());
          case DETERIORATED, WELL_DETERIORATED -> first + step * Math.abs(1 + 0.5 * dice.normal());
        });
  }
}
