package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.build.BuildOrder;
import parley.submissions.build.BuildResult;
import parley.submissions.build.SubmissionBuilder;
import parley.submissions.build.SubmissionType;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.PeriodTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.terminology.scale.Scales;

/** Attacks 27 and 28: who opted out is looked for by their tokens; what is made twice differs. */
class OptOutAttackTest {

  private static final int REFERRALS = 150;
  private static final Set<Integer> OUT =
      IntStream.range(0, REFERRALS).filter(i -> i % 5 == 3).boxed().collect(Collectors.toSet());

  @TempDir Path folder;

  @Test
  @Attack(value = 27, by = "who opted out", off = "the list of opt-outs: nobody on it")
  void a27WhoOptedOutIsFoundInNoRow() {
    var order = MadeOrders.order("evaluation");
    Defence.holds(
        "people who opted out",
        found(MadeOrders.with(order, MadeOrders.people(OUT)), "on"),
        found(MadeOrders.with(order, MadeOrders.nobody()), "off"));
  }

  private long found(ReleaseOrder order, String name) {
    assertThat(MadeOrders.builder().build(new MadePeople(REFERRALS), order, folder.resolve(name)))
        .isInstanceOf(ReleaseResult.Released.class);
    var tokens =
        new HashSet<>(ReleasedFolder.column(folder.resolve(name), "referrals", "patientToken"));
    assertThat(tokens).hasSizeGreaterThan(50);
    var pseudonyms = ReleaseKeys.pseudonyms(order).orElseThrow();
    return OUT.stream()
        .map(i -> TokenValues.patient(MadePeople.nhsNumber(i)))
        .filter(it -> tokens.contains(pseudonyms.of(IdentifierKind.PATIENT, it).value()))
        .count();
  }

  /**
   * The law asks for everybody, so who opted out is in the return to NHS England of the same
   * record; and where the list is held against it too, they are missing there.
   */
  @Test
  @Attack(
      value = 27,
      by = "missing from the national return",
      off = "the law: the list held against the return too")
  void a27WhoOptedOutIsInTheNationalReturnAllTheSame() throws IOException {
    var people = new MadePeople(REFERRALS);
    var withoutThem = new MadePeople(REFERRALS, OUT);
    var list = MadeOrders.people(OUT);
    var order = MadeOrders.with(MadeOrders.order("evaluation"), list);
    assertThat(MadeOrders.builder().build(people, order, folder.resolve("b")))
        .isInstanceOfSatisfying(
            ReleaseResult.Released.class,
            released -> assertThat(released.tally().optedOut()).isEqualTo(OUT.size()));
    var returned = returned(people, "a");
    var filtered = returned(withoutThem, "filtered");
    var expected = OUT.stream().map(MadePeople::nhsNumber).filter(returned::contains).count();
    assertThat(expected).as("who is there in October").isGreaterThan(5);
    Defence.holds(
        "missing from the return", expected - outOf(returned), expected - outOf(filtered));
    assertThat(returned).containsAll(filtered);
  }

  private static long outOf(Set<String> numbers) {
    return OUT.stream().map(MadePeople::nhsNumber).filter(numbers::contains).count();
  }

  /** NHS numbers in the file of people of the return of October. */
  private Set<String> returned(ViewResources record, String name) throws IOException {
    var made = LocalDateTime.parse("2026-11-20T10:00:00");
    var facts =
        new SubmissionFacts(
            "RZ9", "RZ9", LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"), made);
    var builder =
        new SubmissionBuilder(
            new PeriodTables(new ViewReader(), CourseModel.packaged(), EngineLimits.IN_MEMORY),
            MeasureFolder.packaged(),
            off -> RuleBook.strict(Scales.packaged(), Registers.none(), off),
            Clock.fixed(made.toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
            "test");
    var order =
        BuildOrder.of(
            new SubmissionOrder(facts, "PARLEY", java.util.Map.of()),
            SubmissionType.PRIMARY,
            "A. Tester");
    var result = builder.build(record, order, folder.resolve(name));
    assertThat(result).isInstanceOf(BuildResult.Built.class);
    var lines =
        Files.readAllLines(folder.resolve(name).resolve("csv/IDENTIFIABLE-IDS001MPI-2026-10.csv"));
    var at = List.of(lines.get(0).split(",")).indexOf("NHSNumber");
    return lines.stream().skip(1).map(line -> line.split(",", -1)[at]).collect(Collectors.toSet());
  }

  @Test
  @Attack(value = 27, by = "an old list", off = "the age of the list")
  void a27AnOldListReleasesNothing() {
    var order = MadeOrders.order("evaluation");
    var stale = new OptOuts.Stale(Optional.of(MadeOrders.TODAY.minusDays(8)));
    Defence.holds(
        "released by an old list",
        released(MadeOrders.with(order, stale), "stale"),
        released(order, "taken for current"));
    assertThat(folder.resolve("stale")).doesNotExist();
  }

  private long released(ReleaseOrder order, String name) {
    var result = MadeOrders.builder().build(new MadePeople(10), order, folder.resolve(name));
    return result instanceof ReleaseResult.Released<?> ? 1 : 0;
  }

  /** All three products, of two readings by two clocks; then as if a clock stood in them. */
  @Test
  @Attack(value = 28, by = "files made twice", off = "the clock that is handed in: a minute later")
  void a28FilesAndFiguresMadeTwiceDoNotDiffer() {
    var people = new VariedPeople(new MadePeople(REFERRALS * 3));
    var list = MadeOrders.nobody();
    var later = MadeOrders.order("figures").made().plusSeconds(86_461);
    var first = new java.util.ArrayList<ReleaseWanted>();
    var second = new java.util.ArrayList<ReleaseWanted>();
    for (var example : List.of("evaluation", "open-rows", "figures")) {
      var order = MadeOrders.order(MadeOrders.agreement(MadeOrders.example(example)), list);
      var again = MadeOrders.with(order, list, later);
      first.add(new ReleaseWanted(order, folder.resolve(example)));
      second.add(new ReleaseWanted(again, folder.resolve(example + "-again")));
      second.add(new ReleaseWanted(sayingWhen(again), folder.resolve(example + "-saying")));
    }
    assertThat(MadeOrders.builder().build(people, first))
        .allMatch(it -> it instanceof ReleaseResult.Released<?>);
    assertThat(MadeOrders.builder().build(people, second))
        .allMatch(it -> it instanceof ReleaseResult.Released<?>);
    for (var one : first) {
      var name = one.folder().getFileName().toString();
      Defence.holds(
          "files that differ: " + name,
          different(name, name + "-again"),
          different(name, name + "-saying"));
    }
  }

  /** The defence off: what is written says the moment. */
  private static ReleaseOrder sayingWhen(ReleaseOrder order) {
    return new ReleaseOrder(
        order.agreement(),
        order.provider(),
        order.succession(),
        order.first(),
        order.last(),
        order.figures(),
        order.earlier(),
        order.keys(),
        order.keyId(),
        order.optOuts(),
        order.made(),
        order.made().toString(),
        order.limits(),
        order.rows());
  }

  private long different(String one, String other) {
    var first = ReleasedFolder.files(folder.resolve(one));
    var second = ReleasedFolder.files(folder.resolve(other));
    assertThat(first.keySet()).isEqualTo(second.keySet()).isNotEmpty();
    return first.keySet().stream()
        .filter(file -> !first.get(file).equals(second.get(file)))
        .count();
  }
}
