package parley.server.practice.workforce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import parley.server.practice.workforce.Person.Training;
import parley.terminology.Definitions;
import parley.terminology.Systems;

/** Staff counted on a day: by role and training, and by qualification and training for it. */
final class Census {

  /** In the place of a role or training: all of them. */
  static final Coding TOTAL = new Coding(Systems.codeSystem("workforce-figure"), "total", "Total");

  private static final List<String> QUALIFICATIONS =
      List.of("nhs-qualification-attainment-level", "qualification");
  private static final BigDecimal BASE = BigDecimal.valueOf(5);

  private final List<Person> people;
  private final LocalDate day;

  Census(List<Person> people, LocalDate day) {
    this.people = List.copyOf(people);
    this.day = day;
  }

  /** The two figures of the census. */
  enum Figure {
    STAFF("staff"),
    HOLDERS("holders");

    private final String code;

    Figure(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /**
   * One row of a figure.
   *
   * @param group role or qualification, or {@link #TOTAL}
   * @param training code of CodeSystem workforce-figure: awarded, in-training, none or total
   * @param staff people, rounded to 5; empty where it is hidden
   * @param wte their whole-time equivalents, rounded to 5; empty where they are hidden, or where
   *     not all of them have one recorded
   * @param masked whether whole-time equivalents are hidden, because the people are or because they
   *     would tell something of hidden people
   */
  record Row(
      Figure figure,
      Coding group,
      String training,
      Optional<Integer> staff,
      Optional<Integer> wte,
      boolean masked) {}

  /** Every role and qualification there can be, whether or not somebody has it. */
  List<Row> rows() {
    var rows = new ArrayList<Row>();
    staff(rows);
    for (var system : QUALIFICATIONS) {
      codes(system).forEach(qualification -> holders(rows, qualification));
    }
    return List.copyOf(rows);
  }

  private void staff(List<Row> rows) {
    var roles = codes("practitioner-role");
    var byRole = new ArrayList<CountTree>();
    for (var role : roles) {
      var parts = new ArrayList<CountTree>();
      for (var training : Training.values()) {
        parts.add(CountTree.leaf(name(role, training.code()), count(in(role).and(at(training)))));
      }
      byRole.add(CountTree.sum(name(role, TOTAL.getCode()), parts));
    }
    var tree = CountTree.sum(name(TOTAL, TOTAL.getCode()), byRole);
    var published = published(tree);
    for (var role : roles) {
      for (var training : Training.values()) {
        rows.add(row(Figure.STAFF, role, training.code(), published, in(role).and(at(training))));
      }
      rows.add(row(Figure.STAFF, role, TOTAL.getCode(), published, in(role)));
    }
    rows.add(row(Figure.STAFF, TOTAL, TOTAL.getCode(), published, person -> true));
  }

  /** Not added up: somebody with two qualifications stands under both. */
  private void holders(List<Row> rows, Coding qualification) {
    for (var training : List.of(Training.AWARDED, Training.IN_TRAINING)) {
      Predicate<Person> has =
          person ->
              person.training(qualification.getSystem(), qualification.getCode(), day) == training;
      var leaf = CountTree.leaf(name(qualification, training.code()), count(has));
      rows.add(row(Figure.HOLDERS, qualification, training.code(), published(leaf), has));
    }
  }

  /** What may be shown: people, and whose whole-time equivalents may not. */
  private record Published(Map<String, Optional<Integer>> staff, Set<String> masked) {}

  /**
   * A sum of whole-time equivalents less the parts that are shown would tell of the part that is
   * hidden, because people mostly work less than whole time. So a sum with anything hidden below it
   * shows none, and neither do its parts. A row by itself tells nothing beside its count: nobody's
   * post is more than one whole time, and both figures are rounded alike.
   */
  private static Published published(CountTree tree) {
    var staff = SmallNumbers.published(tree);
    var masked = new HashSet<String>();
    tree.all()
        .filter(
            one ->
                one.all()
                    .anyMatch(
                        below -> staff.getOrDefault(below.name(), Optional.empty()).isEmpty()))
        .forEach(
            one -> {
              masked.add(one.name());
              one.parts().forEach(part -> masked.add(part.name()));
            });
    return new Published(staff, Set.copyOf(masked));
  }

  private Row row(
      Figure figure, Coding group, String training, Published published, Predicate<Person> who) {
    var name = name(group, training);
    var masked = published.masked().contains(name);
    return new Row(
        figure,
        group,
        training,
        published.staff().getOrDefault(name, Optional.empty()),
        masked ? Optional.empty() : wte(who),
        masked);
  }

  private Optional<Integer> wte(Predicate<Person> who) {
    var all = people.stream().filter(who).map(Person::wte).toList();
    if (all.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    var sum = all.stream().flatMap(Optional::stream).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Optional.of(sum.divide(BASE, 0, RoundingMode.HALF_UP).multiply(BASE).intValueExact());
  }

  private int count(Predicate<Person> who) {
    return Math.toIntExact(people.stream().filter(who).count());
  }

  private static Predicate<Person> in(Coding role) {
    return person -> person.role().equals(role.getCode());
  }

  private Predicate<Person> at(Training training) {
    return person -> person.training(day) == training;
  }

  private static String name(Coding group, String training) {
    return group.getCode() + '|' + training;
  }

  private static List<Coding> codes(String name) {
    var url = Systems.codeSystem(name);
    return Definitions.packaged(CodeSystem.class).stream()
        .filter(system -> url.equals(system.getUrl()))
        .flatMap(system -> system.getConcept().stream())
        .map(concept -> new Coding(url, concept.getCode(), concept.getDisplay()))
        .toList();
  }
}
