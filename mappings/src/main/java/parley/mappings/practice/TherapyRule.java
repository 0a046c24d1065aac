package parley.mappings.practice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import parley.mappings.practice.Standing.Gap;
import parley.mappings.practice.Standing.NotQualified;
import parley.mappings.practice.Standing.Qualified;
import parley.mappings.practice.Standing.Trainee;
import parley.mappings.practice.Standing.Unknown;
import parley.mappings.practice.Standing.Why;
import parley.terminology.Definitions;
import parley.terminology.Systems;

/**
 * Which qualification may give which therapy: ConceptMap {@code therapy-qualification}, whose rows
 * carry their sources. Safe to share between threads.
 */
public final class TherapyRule {

  private final Map<String, Row> rows;

  /** A therapy and the qualifications of which one allows to give it. */
  private record Row(String display, List<Target> targets) {}

  private record Target(String system, String code) {}

  private TherapyRule(Map<String, Row> rows) {
    this.rows = Map.copyOf(rows);
  }

  /** The shipped rule. */
  public static TherapyRule packaged() {
    var url = Systems.conceptMap("therapy-qualification");
    return Definitions.packaged(ConceptMap.class).stream()
        .filter(map -> url.equals(map.getUrl()))
        .findFirst()
        .map(TherapyRule::of)
        .orElseThrow(() -> new IllegalStateException("not shipped: " + url));
  }

  /** The rule of a map whose source is SNOMED CT; every target of a row allows its therapy. */
  public static TherapyRule of(ConceptMap map) {
    var rows = new LinkedHashMap<String, Row>();
    for (var group : map.getGroup()) {
      for (var element : group.getElement()) {
        var targets = new ArrayList<Target>();
        element
            .getTarget()
            .forEach(target -> targets.add(new Target(group.getTarget(), target.getCode())));
        rows.put(element.getCode(), new Row(element.getDisplay(), List.copyOf(targets)));
      }
    }
    return new TherapyRule(rows);
  }

  /** Name of a therapy that the rule has a row for. */
  public Optional<String> display(String therapy) {
    return codes(therapy).map(rows::get).map(Row::display).findFirst();
  }

  /** Whether there is a row for the code. */
  public boolean covers(String therapy) {
    return codes(therapy).findAny().isPresent();
  }

  /** Those of the codes that have a row. */
  private Stream<String> codes(String therapy) {
    return Stream.of(therapy.split(" ")).filter(rows::containsKey);
  }

  /**
   * The standing of a practitioner for a therapy on a day.
   *
   * @param therapy SNOMED CT codes of the focus concepts, with a space between two
   * @return the worst of all codes that have a row; of each the best that any of their
   *     qualifications gives: held before in training before lapsed
   */
  public Standing standing(String therapy, PractitionerRecord practitioner, LocalDate day) {
    var standings =
        codes(therapy).map(rows::get).map(row -> standing(row, practitioner, day)).toList();
    return standings.stream()
        .filter(NotQualified.class::isInstance)
        .findFirst()
        .or(() -> standings.stream().filter(Unknown.class::isInstance).findFirst())
        .or(() -> standings.stream().findFirst())
        .orElse(new Unknown(Gap.NO_RULE));
  }

  private static Standing standing(Row row, PractitionerRecord practitioner, LocalDate day) {
    var relevant = practitioner.qualifications().stream().filter(one -> allows(row, one)).toList();
    var held = first(relevant, one -> one.isHeldOn(day));
    if (held.isPresent()) {
      return new Qualified(held.get().code());
    }
    var training = first(relevant, one -> one.isTrainedForOn(day) && !one.hasEnded(day));
    if (training.isPresent()) {
      var supervisors = practitioner.supervisorsOn(day);
      return supervisors.isEmpty()
          ? new NotQualified(
              practitioner.namesSupervisorOn(day)
                  ? Why.SUPERVISOR_NOT_QUALIFIED
                  : Why.NO_SUPERVISOR)
          : new Trainee(training.get().code(), supervisors);
    }
    if (first(relevant, one -> one.awarded().isEmpty() && !one.hasEnded(day)).isPresent()) {
      return new Unknown(Gap.NO_AWARD_DATE);
    }
    return new NotQualified(relevant.isEmpty() ? Why.NO_QUALIFICATION : Why.LAPSED);
  }

  /**
   * The standing of an activity that several may have given together: it is enough that one of them
   * keeps the rule. Otherwise it is not known while it is not known of one of them.
   */
  public Standing together(List<Standing> standings) {
    return standings.stream()
        .filter(Standing::isKept)
        .findFirst()
        .or(() -> standings.stream().filter(Unknown.class::isInstance).findFirst())
        .or(() -> standings.stream().findFirst())
        .orElse(new Unknown(Gap.NO_PERFORMER));
  }

  private static boolean allows(Row row, Qualification qualification) {
    return row.targets().stream()
        .anyMatch(target -> qualification.is(target.system(), target.code()));
  }

  private static Optional<Qualification> first(
      List<Qualification> qualifications, Predicate<Qualification> wanted) {
    return qualifications.stream().filter(wanted).findFirst();
  }
}
