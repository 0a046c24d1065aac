package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.agreement.FieldCatalogue;
import parley.submissions.agreement.FieldForm;

/** Rows that anyone may have, measured by a third implementation: this one. */
class AnonymousReleaseTest {

  private static final int REFERRALS = 1_200;
  private static final VariedPeople PEOPLE = new VariedPeople(new MadePeople(REFERRALS));
  private static final List<String> QUASI =
      List.of("ageAtReferral", "gender", "ethnicity", "referralPeriod");

  @TempDir static Path shared;
  @TempDir Path folder;

  private static ReleaseResult.Released<?> released;

  @BeforeAll
  static void release() {
    released =
        (ReleaseResult.Released<?>)
            MadeOrders.builder()
                .build(PEOPLE, MadeOrders.order("open-rows"), shared.resolve("open-rows"));
  }

  @Test
  void a16And17EveryClassHasElevenRowsThatDifferInEachSensitiveColumn() {
    var rows = ReleasedFolder.rows(shared.resolve("open-rows"), "ANONYMOUS-referrals");
    var header = rows.get(0);
    var classes = new HashMap<List<String>, Integer>();
    var values = new HashMap<List<String>, Set<String>>();
    for (var row : rows.subList(1, rows.size())) {
      var key = QUASI.stream().map(name -> row.get(header.indexOf(name))).toList();
      classes.merge(key, 1, Integer::sum);
      for (var name : header) {
        if (!QUASI.contains(name)) {
          var of = new ArrayList<>(key);
          of.add(name);
          values.computeIfAbsent(of, none -> new HashSet<>()).add(row.get(header.indexOf(name)));
        }
      }
    }
    assertThat(classes).hasSizeGreaterThan(3);
    assertThat(classes.values()).allMatch(size -> size >= 11);
    values.values().removeIf(different -> different.equals(Set.of("*")));
    assertThat(values).hasSizeGreaterThan(3);
    assertThat(values.values()).allMatch(different -> different.size() >= 2);
    var alike = rows.stream().skip(1).collect(Collectors.groupingBy(it -> it));
    assertThat(alike.values()).allMatch(equal -> equal.size() >= 11);
    var facts = released.manifest().rows().get(0);
    var risk = facts.risk().orElseThrow();
    int least = classes.values().stream().mapToInt(it -> it).min().orElseThrow();
    assertThat(risk.k()).isEqualTo(least);
    assertThat(risk.highest().doubleValue()).isLessThanOrEqualTo(1.0 / 11);
    assertThat(risk.mean().doubleValue())
        .isCloseTo(
            (double) classes.size() / (rows.size() - 1),
            org.assertj.core.data.Offset.offset(0.0001));
    assertThat(facts.rows()).isEqualTo(rows.size() - 1);
    assertThat(facts.suppression().orElseThrow().rowsMissing().intValue()).isLessThan(3);
    assertThat(facts.suppression().orElseThrow().cells().intValue()).isLessThan(50);
  }

  /** The same people in a second referral each: twice the rows, and no more people. */
  @Test
  void a16TheManifestSaysHowManyPeopleAClassHas() {
    var people = released.manifest().rows().get(0).suppression().orElseThrow().people();
    assertThat(people).isGreaterThanOrEqualTo(11);
    assertThat(ReleasedFolder.files(shared.resolve("open-rows")).values())
        .anyMatch(file -> file.contains("\"kOfPeopleReached\" : " + people));
    parley.submissions.view.ViewResources oneNumber =
        type ->
            PEOPLE
                .ofType(type)
                .map(
                    text ->
                        parley.submissions.view.ResourceText.of(
                            text.json()
                                .replaceAll(
                                    "(Id/nhs-number\",\"value\":\")\\d{9}(\\d)", "$1999030000$2")));
    var few =
        MadeOrders.builder().build(oneNumber, MadeOrders.order("open-rows"), folder.resolve("few"));
    assertThat(few)
        .isInstanceOfSatisfying(
            ReleaseResult.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .as("no row is left, and its months are not used up")
                    .singleElement()
                    .satisfies(
                        it -> assertThat(it.code()).isEqualTo(ReleaseProblem.Code.ROWS),
                        it -> assertThat(it.remedy()).contains("longer period")));
    assertThat(folder.resolve("few")).doesNotExist();
  }

  @Test
  void a18And19NoScoreNoDateNoDayAndNoPlaceIsInARow() {
    var files = ReleasedFolder.files(shared.resolve("open-rows"));
    assertThat(files.keySet()).allMatch(name -> name.startsWith("ANONYMOUS-"));
    var rows = ReleasedFolder.rows(shared.resolve("open-rows"), "referrals");
    assertThat(rows.get(0)).noneMatch(name -> name.contains("Token") || name.endsWith("Phq9"));
    var cells =
        rows.stream().skip(1).flatMap(List::stream).collect(Collectors.toCollection(HashSet::new));
    assertThat(cells)
        .hasSizeLessThan(40)
        .noneMatch(cell -> cell.matches(".*\\d{4}-\\d{2}.*"))
        .contains("1", "reliable improvement", "2026", "18 to 44", "2 to 5");
  }

  @Test
  void theOrderOfRowsSaysNothing() {
    var lines =
        ReleasedFolder.rows(shared.resolve("open-rows"), "referrals").stream()
            .skip(1)
            .map(row -> String.join("\u0000", row))
            .toList();
    assertThat(lines).isSorted();
  }

  @Test
  void rareCodesAreInNoFileNotEvenInTheSheetOfCodes() {
    var rows =
        ReleasedFolder.column(shared.resolve("open-rows"), "referrals", "presentingComplaint");
    var counts =
        rows.stream().collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
    assertThat(counts.values()).allMatch(count -> count >= 11);
    assertThat(String.join("\n", ReleasedFolder.files(shared.resolve("open-rows")).values()))
        .doesNotContain("F64", "A54", "S52");
    assertThat(ReleasedFolder.rows(shared.resolve("open-rows"), "codes"))
        .contains(List.of("gender", "1", "Male"));
  }

  /** Reading takes longer than all else, so one serves all agreements of a month. */
  @Test
  void ofOneReadingEachComesOutAsAlone() {
    var orders =
        List.of(
            MadeOrders.order("evaluation"),
            MadeOrders.late(MadeOrders.order("open-rows")),
            MadeOrders.order("open-rows"));
    var wanted = new ArrayList<ReleaseWanted>();
    for (int at = 0; at < orders.size(); at++) {
      wanted.add(new ReleaseWanted(orders.get(at), folder.resolve("n" + at)));
    }
    var read = new TreeMap<String, Integer>();
    var optOuts = orders.get(0).optOuts();
    var same =
        wanted.stream()
            .map(
                it ->
                    new ReleaseWanted(
                        MadeOrders.with(it.order(), optOuts, it.order().made()), it.folder()))
            .toList();
    var results =
        MadeOrders.builder()
            .build(
                type -> {
                  read.merge(type, 1, Integer::sum);
                  return PEOPLE.ofType(type);
                },
                same);
    assertThat(read.values()).containsOnly(1);
    assertThat(results.get(0)).isInstanceOf(ReleaseResult.Released.class);
    assertThat(results.get(1)).isInstanceOf(ReleaseResult.Refused.class);
    assertThat(ReleasedFolder.files(folder.resolve("n2")))
        .isEqualTo(ReleasedFolder.files(shared.resolve("open-rows")));
    assertThat(ReleasedFolder.beside(folder)).containsExactly("n0", "n2");
  }

  @Test
  void anAnonymousReleaseHasNoKey() {
    var order = MadeOrders.keyless(MadeOrders.order("open-rows"), java.util.Optional.empty());
    var result = MadeOrders.builder().build(PEOPLE, order, folder.resolve("k"));
    assertThat(((ReleaseResult.Released<?>) result).manifest().product().keyId()).isEqualTo("none");
  }

  private static final String MONTH =
      "\"valueCode\":\"date\"},{\"name\":\"level\",\"valueInteger\":1}";

  /** Every field of the catalogue, and the region by what the commissioner is part of. */
  @Test
  void everyFieldOfTheCatalogueCanLeave() {
    var pseudonymised = new StringBuilder();
    var withoutDays = new StringBuilder();
    var anonymous = new StringBuilder();
    for (var field : FieldCatalogue.all()) {
      var role = field.roles().iterator().next().name().toLowerCase(java.util.Locale.ROOT);
      var part =
          "{\"name\":\"field\",\"part\":[{\"name\":\"name\",\"valueString\":\""
              + field.name()
              + "\"},{\"name\":\"role\",\"valueCode\":\""
              + role
              + "\"}"
              + ladder(field.form())
              + "]},";
      // Days and the time of the discharge do not stand beside each other, nor days and a month.
      pseudonymised.append(
          field.name().equals("dischargePeriod")
              ? ""
              : part.replace(MONTH, MONTH.replace("1}", "2}")));
      withoutDays.append(FieldCatalogue.DAYS.contains(field.name()) ? "" : part);
      anonymous.append(field.anonymous() ? part : "");
    }
    var order = MadeOrders.order(agreement("evaluation", pseudonymised), MadeOrders.nobody());
    assertThat(MadeOrders.builder().build(PEOPLE, order, folder.resolve("p")))
        .isInstanceOf(ReleaseResult.Released.class);
    var header = ReleasedFolder.rows(folder.resolve("p"), "referrals").get(0);
    assertThat(ReleasedFolder.column(folder.resolve("p"), "referrals", "region"))
        .containsOnly("Y63");
    assertThat(ReleasedFolder.column(folder.resolve("p"), "referrals", "commissioner"))
        .containsOnly("QWO");
    assertThat(header).hasSizeGreaterThan(20);
    for (var name :
        List.of(
            "caseness", "recovered", "finished", "timesSeen", "lastPhq9Band", "daysToDischarge")) {
      assertThat(new HashSet<>(ReleasedFolder.column(folder.resolve("p"), "referrals", name)))
          .as(name)
          .hasSizeGreaterThan(1);
    }
    var discharges = MadeOrders.order(agreement("evaluation", withoutDays), MadeOrders.nobody());
    assertThat(MadeOrders.builder().build(PEOPLE, discharges, folder.resolve("d")))
        .isInstanceOf(ReleaseResult.Released.class);
    assertThat(ReleasedFolder.column(folder.resolve("d"), "referrals", "dischargePeriod"))
        .anyMatch(month -> month.matches("2026-\\d\\d"));
    var open = MadeOrders.order(agreement("open-rows", anonymous), MadeOrders.nobody());
    assertThat(MadeOrders.builder().build(PEOPLE, open, folder.resolve("o")))
        .isInstanceOf(ReleaseResult.Released.class);
  }

  private static parley.submissions.agreement.ReleaseAgreement agreement(
      String example, StringBuilder fields) {
    var lines =
        MadeOrders.example(example)
            .lines()
            .filter(line -> !line.contains("\"name\": \"field\""))
            .collect(Collectors.joining("\n"));
    return MadeOrders.agreement(
        lines.replace("{\"name\": \"epoch\"", fields + "{\"name\": \"epoch\""));
  }

  private static String ladder(FieldForm form) {
    return form instanceof FieldForm.Rung rung
        ? ",{\"name\":\"ladder\",\"valueCode\":\""
            + rung.ladder().name().toLowerCase(java.util.Locale.ROOT)
            + "\"},{\"name\":\"level\",\"valueInteger\":1}"
        : "";
  }
}
