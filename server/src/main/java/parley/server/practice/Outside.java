package parley.server.practice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.mappings.practice.PractitionerRecord;
import parley.mappings.practice.Standing;
import parley.mappings.practice.Standing.Gap;
import parley.mappings.practice.TherapyRule;

/**
 * A stretch of days on which a practitioner giving a therapy is outside the qualification rule. The
 * rule is asked once for each stretch instead of once for each activity, because its answer changes
 * only on the days that the practitioner's record names.
 *
 * @param performer who gave it as the activity names them, empty for none
 * @param therapy SNOMED CT code, empty for none
 * @param first first day, empty from ever
 * @param last last day, empty for ever
 * @param dated false for activities without a date
 * @param standing why
 */
record Outside(
    String performer,
    String therapy,
    Optional<LocalDate> first,
    Optional<LocalDate> last,
    boolean dated,
    Standing standing) {

  /** The stretches of a practitioner and therapy; none when the rule is kept on every day. */
  static List<Outside> of(
      String performer, String therapy, PractitionerRecord practitioner, TherapyRule rule) {
    if (performer.isEmpty()) {
      return ever(performer, therapy, new Standing.Unknown(Gap.NO_PERFORMER));
    }
    if (therapy.isEmpty()) {
      return ever(performer, therapy, new Standing.Unknown(Gap.NO_CODE));
    }
    if (!rule.covers(therapy)) {
      return ever(performer, therapy, new Standing.Unknown(Gap.NO_RULE));
    }
    var found = new ArrayList<Outside>();
    var changes = List.copyOf(practitioner.changes());
    for (var i = -1; i < changes.size(); i++) {
      var first = i < 0 ? Optional.<LocalDate>empty() : Optional.of(changes.get(i));
      var last =
          i + 1 < changes.size()
              ? Optional.of(changes.get(i + 1).minusDays(1))
              : Optional.<LocalDate>empty();
      // Without any change, one day is as good as another.
      var day = first.or(() -> last).orElse(LocalDate.EPOCH);
      var standing = rule.standing(therapy, practitioner, day);
      if (!standing.isKept()) {
        found.add(new Outside(performer, therapy, first, last, true, standing));
      }
    }
    if (!found.isEmpty()) {
      var always = changes.isEmpty();
      var undated = always ? found.get(0).standing() : new Standing.Unknown(Gap.NO_DATE);
      found.add(
          new Outside(performer, therapy, Optional.empty(), Optional.empty(), false, undated));
    }
    return found;
  }

  /** Of a role that is not stored or has no practitioner nobody knows who gave it, on any day. */
  static List<Outside> ofNobody(String performer, String therapy) {
    return ever(performer, therapy, new Standing.Unknown(Gap.NO_PERFORMER));
  }

  /** Whether nobody knows, rather than that the rule is broken. */
  boolean isUnknown() {
    return standing instanceof Standing.Unknown;
  }

  private static List<Outside> ever(String performer, String therapy, Standing standing) {
    return List.of(
        new Outside(performer, therapy, Optional.empty(), Optional.empty(), true, standing),
        new Outside(performer, therapy, Optional.empty(), Optional.empty(), false, standing));
  }
}
