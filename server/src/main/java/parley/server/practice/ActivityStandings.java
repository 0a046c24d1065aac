package parley.server.practice;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Procedure;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.practice.CareActivity;
import parley.mappings.practice.PracticeReader;
import parley.mappings.practice.PractitionerRecord;
import parley.mappings.practice.Standing;
import parley.mappings.practice.Standing.Gap;
import parley.mappings.practice.Standing.Unknown;
import parley.mappings.practice.TherapyRule;

/** The standing of one care activity, by what the store holds in the caller's transaction. */
final class ActivityStandings {

  private final JdbcTemplate jdbc;
  private final Practitioners practitioners;
  private final TherapyRule rule;

  ActivityStandings(JdbcTemplate jdbc, Practitioners practitioners, TherapyRule rule) {
    this.jdbc = jdbc;
    this.practitioners = practitioners;
    this.rule = rule;
  }

  /** The standing; empty for what is no activity that somebody gave. */
  Optional<Standing> of(Procedure procedure) {
    return PracticeReader.activity(procedure).map(this::standing);
  }

  private Standing standing(CareActivity activity) {
    if (activity.performers().isEmpty()) {
      return nobody();
    }
    if (activity.therapy().isEmpty()) {
      return new Unknown(Gap.NO_CODE);
    }
    var therapy = activity.therapy().get();
    if (!rule.covers(therapy)) {
      return new Unknown(Gap.NO_RULE);
    }
    var day = activity.contact().flatMap(this::dayOfContact).or(activity::day);
    var records = practitioners.named(activity.performers());
    return rule.together(
        activity.performers().stream()
            .map(name -> Optional.ofNullable(records.get(name)))
            .map(who -> who.map(one -> standing(therapy, one, day)).orElse(nobody()))
            .toList());
  }

  private Standing standing(String therapy, PractitionerRecord who, Optional<LocalDate> day) {
    return day.isPresent()
        ? rule.standing(therapy, who, day.get())
        : undated(Outside.of(who.id(), therapy, who, rule));
  }

  /** A role that is not stored, or has no practitioner, tells of nobody. */
  private static Standing nobody() {
    return new Unknown(Gap.NO_PERFORMER);
  }

  /** Kept on every day is kept on a day that is not known. */
  private static Standing undated(List<Outside> outside) {
    return outside.stream()
        .filter(one -> !one.dated())
        .findFirst()
        .map(Outside::standing)
        .orElse(new Standing.Qualified(""));
  }

  private Optional<LocalDate> dayOfContact(String encounter) {
    return jdbc
        .query(
            "select day from care_contact where encounter_id = ?",
            (row, index) -> Practitioners.day(row, 1),
            encounter)
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }
}
