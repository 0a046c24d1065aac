package parley.mappings.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.practice.Standing.Gap;
import parley.mappings.practice.Standing.NotQualified;
import parley.mappings.practice.Standing.Qualified;
import parley.mappings.practice.Standing.Trainee;
import parley.mappings.practice.Standing.Unknown;
import parley.mappings.practice.Standing.Why;
import parley.terminology.Definitions;
import parley.terminology.Systems;

class TherapyRuleTest {

  private static final String NATIONAL = Systems.codeSystem("nhs-qualification-attainment-level");
  private static final List<String> ALL =
      List.of("10", "11", "12", "13", "14", "15", "16", "17", "30", "31");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final Map<String, PractitionerRecord> SUPERVISORS =
      Map.of(
          "s", supervisor("s", List.of(), held("10")), "t", supervisor("t", List.of(), held("10")));
  private static final TherapyRule RULE = TherapyRule.packaged();

  /** Therapy, then every qualification that allows it: what the shipped map has to say. */
  private static final String TABLE =
      """
      748051000000105 10
      748101000000105 10 11
      748041000000107 10
      748091000000102 10 11
      748061000000108 10
      702545008 10 11
      1026111000000108 10 11
      975131000000104 10 11 12 13 14 15 16 17 30 31
      1127281000000100 11
      1129471000000105 13
      842901000000108 10 11
      286711000000107 12
      314034001 14
      449030000 17
      933221000000107 16
      1026131000000100 11 12 13 14 15 16 17
      304891004 11
      228557008 11
      443730003 15
      1098051000000103 30 31
      """;

  record Pair(String therapy, String qualification, boolean allowed) {}

  static Stream<Pair> everyTherapyWithEveryQualification() {
    return TABLE
        .lines()
        .map(line -> List.of(line.split(" ")))
        .flatMap(
            row ->
                ALL.stream()
                    .map(
                        code ->
                            new Pair(row.get(0), code, row.subList(1, row.size()).contains(code))));
  }

  @ParameterizedTest
  @MethodSource("everyTherapyWithEveryQualification")
  void aRowAllowsAndNothingElseDoes(Pair pair) {
    var holder = practitioner(List.of(), held(pair.qualification()));
    assertThat(RULE.standing(pair.therapy(), holder, DAY))
        .isEqualTo(
            pair.allowed()
                ? new Qualified(pair.qualification())
                : new NotQualified(Why.NO_QUALIFICATION));
    var trainee = practitioner(List.of(supervised("s", "2026-01-05", "")), trained(pair));
    assertThat(RULE.standing(pair.therapy(), trainee, DAY).isKept()).isEqualTo(pair.allowed());
    var alone = practitioner(List.of(), trained(pair));
    assertThat(RULE.standing(pair.therapy(), alone, DAY))
        .isEqualTo(new NotQualified(pair.allowed() ? Why.NO_SUPERVISOR : Why.NO_QUALIFICATION));
  }

  @Test
  void theMapHasTheRowsOfTheTableAndEachSaysWhatItRestsOn() {
    var found = new ArrayList<String>();
    for (var group : map().getGroup()) {
      assertThat(group.getSource()).isEqualTo(Systems.SNOMED_CT);
      assertThat(group.getTarget()).isEqualTo(NATIONAL);
      for (var row : group.getElement()) {
        assertThat(RULE.display(row.getCode())).contains(row.getDisplay());
        row.getTarget()
            .forEach(
                target -> {
                  assertThat(target.getComment()).isNotBlank();
                  found.add(row.getCode() + ' ' + target.getCode());
                });
      }
    }
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            everyTherapyWithEveryQualification()
                .filter(Pair::allowed)
                .map(pair -> pair.therapy() + ' ' + pair.qualification())
                .toList());
  }

  @Test
  void aTraineeNeedsASupervisorInForceOnThatDay() {
    var pair = new Pair("304891004", "11", true);
    var trainee = practitioner(List.of(supervised("s", "2026-11-02", "2026-11-09")), trained(pair));
    assertThat(on(trainee, "2026-11-01")).isEqualTo(new NotQualified(Why.NO_SUPERVISOR));
    assertThat(on(trainee, "2026-11-02")).isEqualTo(new Trainee("11", List.of("s")));
    assertThat(on(trainee, "2026-11-09")).isEqualTo(new Trainee("11", List.of("s")));
    assertThat(on(trainee, "2026-11-10")).isEqualTo(new NotQualified(Why.NO_SUPERVISOR));
  }

  @Test
  void aSupervisorWithoutAnAwardOrATraineeSupervisedInTurnDoesNotCount() {
    var pair = new Pair("304891004", "11", true);
    var back = List.of(supervised("p", "2026-01-01", ""));
    var undated = new Qualification(NATIONAL, "11", false, Optional.empty(), Optional.empty());
    var not = new NotQualified(Why.SUPERVISOR_NOT_QUALIFIED);
    assertThat(under(supervisor("s", List.of()))).isEqualTo(not);
    assertThat(under(supervisor("s", List.of(), trained(pair)))).isEqualTo(not);
    assertThat(under(supervisor("s", List.of(), undated))).isEqualTo(not);
    assertThat(under(supervisor("s", back, held("10"), trained(pair)))).isEqualTo(not);
    assertThat(under(supervisor("s", List.of(), held("10"), trained(pair))).isKept()).isTrue();
    assertThat(under(supervisor("s", back, held("10"))).isKept()).isTrue();
  }

  /** P is supervised by S, S by T, and T by P: nobody in it is supervised from outside. */
  @Test
  void aRingOfTraineesIsSeenHoweverLongItIs() {
    var pair = new Pair("304891004", "11", true);
    var s = supervisor("s", List.of(supervised("t", "2026-01-01", "")), held("10"), trained(pair));
    var open = supervisor("t", List.of(), held("10"), trained(pair));
    var closed =
        supervisor(
            "t", List.of(supervised("p", "2026-11-03", "2026-11-09")), held("10"), trained(pair));
    assertThat(on(ring(s, open), "2026-11-05").isKept()).isTrue();
    assertThat(on(ring(s, closed), "2026-11-02").isKept()).isTrue();
    assertThat(on(ring(s, closed), "2026-11-05"))
        .isEqualTo(new NotQualified(Why.SUPERVISOR_NOT_QUALIFIED));
    assertThat(on(ring(s, closed), "2026-11-10").isKept()).isTrue();
    assertThat(ring(s, closed).changes())
        .contains(LocalDate.of(2026, 11, 3), LocalDate.of(2026, 11, 10));
    var others =
        supervisor("t", List.of(supervised("s", "2026-01-01", "")), held("10"), trained(pair));
    assertThat(on(ring(s, others), "2026-11-05").isKept())
        .as("a ring above, which the supervisee is not in")
        .isTrue();
  }

  private static PractitionerRecord ring(PractitionerRecord s, PractitionerRecord t) {
    return new PractitionerRecord(
        "p",
        List.of(trained(new Pair("304891004", "11", true))),
        List.of(supervised("s", "2026-01-01", "")),
        Map.of("s", s, "t", t));
  }

  @Test
  void everyCodingOfTheListIsJudgedAndTheWorstCounts() {
    var holder = practitioner(List.of(), held("10"));
    var both = practitioner(List.of(), held("10"), held("11"));
    var bad = new NotQualified(Why.NO_QUALIFICATION);
    assertThat(RULE.standing("4711 304891004", holder, DAY)).isEqualTo(bad);
    assertThat(RULE.standing("748051000000105 304891004", holder, DAY)).isEqualTo(bad);
    assertThat(RULE.standing("748051000000105 304891004", both, DAY).isKept()).isTrue();
    assertThat(RULE.covers("4711 304891004")).isTrue();
  }

  @Test
  void nobodySupervisesThemselves() {
    var pair = new Pair("304891004", "11", true);
    var trainee = practitioner(List.of(supervised("p", "2026-01-01", "")), trained(pair));
    assertThat(on(trainee, "2026-11-02")).isEqualTo(new NotQualified(Why.NO_SUPERVISOR));
  }

  @Test
  void beforeTheAwardSomebodyWasATraineeAndAfterTheEndIsNotQualified() {
    var practitioner =
        practitioner(
            List.of(supervised("s", "2026-01-01", "2026-03-31")),
            new Qualification(NATIONAL, "11", false, day("2026-06-01"), day("2026-10-31")));
    assertThat(on(practitioner, "2026-02-01")).isEqualTo(new Trainee("11", List.of("s")));
    assertThat(on(practitioner, "2026-05-31")).isEqualTo(new NotQualified(Why.NO_SUPERVISOR));
    assertThat(on(practitioner, "2026-06-01")).isEqualTo(new Qualified("11"));
    assertThat(on(practitioner, "2026-10-31")).isEqualTo(new Qualified("11"));
    assertThat(on(practitioner, "2026-11-01")).isEqualTo(new NotQualified(Why.LAPSED));
    assertThat(practitioner.changes())
        .containsExactly(
            LocalDate.of(2020, 9, 1),
            LocalDate.of(2026, 1, 1),
            LocalDate.of(2026, 4, 1),
            LocalDate.of(2026, 6, 1),
            LocalDate.of(2026, 11, 1));
  }

  @Test
  void betweenTwoChangesTheAnswerIsTheSame() {
    var practitioner =
        practitioner(
            List.of(supervised("s", "2026-02-03", "2026-03-31"), supervised("t", "2026-04-02", "")),
            new Qualification(NATIONAL, "11", false, day("2026-06-01"), day("2026-10-31")));
    var answer = on(practitioner, "2025-12-31");
    for (var day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(1)) {
      var next = RULE.standing("304891004", practitioner, day);
      if (!practitioner.changes().contains(day)) {
        assertThat(next).as(day.toString()).isEqualTo(answer);
      }
      answer = next;
    }
  }

  @Test
  void whatIsNotKnownIsSaidToBeSo() {
    var undated =
        practitioner(
            List.of(),
            new Qualification(NATIONAL, "11", false, Optional.empty(), Optional.empty()));
    assertThat(on(undated, "2026-11-02")).isEqualTo(new Unknown(Gap.NO_AWARD_DATE));
    assertThat(RULE.standing("4711", undated, DAY)).isEqualTo(new Unknown(Gap.NO_RULE));
    assertThat(RULE.covers("4711")).isFalse();
    var sameCodeOfAnotherList =
        practitioner(
            List.of(),
            new Qualification("urn:other", "11", false, day("2020-01-01"), Optional.empty()));
    assertThat(on(sameCodeOfAnotherList, "2026-11-02"))
        .isEqualTo(new NotQualified(Why.NO_QUALIFICATION));
  }

  @Test
  void ofSeveralWhoGaveItOneIsEnough() {
    var kept = new Qualified("11");
    var not = new NotQualified(Why.NO_QUALIFICATION);
    var unknown = new Unknown(Gap.NO_AWARD_DATE);
    assertThat(RULE.together(List.of(not, unknown, kept))).isEqualTo(kept);
    assertThat(RULE.together(List.of(not, unknown))).isEqualTo(unknown);
    assertThat(RULE.together(List.of(not))).isEqualTo(not);
    assertThat(RULE.together(List.of())).isEqualTo(new Unknown(Gap.NO_PERFORMER));
  }

  private static Standing on(PractitionerRecord practitioner, String day) {
    return RULE.standing("304891004", practitioner, LocalDate.parse(day));
  }

  private static Standing under(PractitionerRecord supervisor) {
    var trainee =
        new PractitionerRecord(
            "p",
            List.of(trained(new Pair("304891004", "11", true))),
            List.of(supervised("s", "2026-01-01", "")),
            Map.of("s", supervisor));
    return on(trainee, "2026-11-02");
  }

  private static PractitionerRecord supervisor(
      String id, List<Supervision> supervisions, Qualification... qualifications) {
    return new PractitionerRecord(id, Arrays.asList(qualifications), supervisions);
  }

  private static PractitionerRecord practitioner(
      List<Supervision> supervisions, Qualification... qualifications) {
    return new PractitionerRecord("p", Arrays.asList(qualifications), supervisions, SUPERVISORS);
  }

  private static Qualification held(String code) {
    return new Qualification(NATIONAL, code, false, day("2020-09-01"), Optional.empty());
  }

  private static Qualification trained(Pair pair) {
    return new Qualification(
        NATIONAL, pair.qualification(), true, Optional.empty(), Optional.empty());
  }

  private static Supervision supervised(String by, String from, String until) {
    return new Supervision(by, day(from), day(until));
  }

  private static Optional<LocalDate> day(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
  }

  private static ConceptMap map() {
    return Definitions.packaged(ConceptMap.class).stream()
        .filter(map -> map.getIdPart().equals("therapy-qualification"))
        .findFirst()
        .orElseThrow();
  }
}
