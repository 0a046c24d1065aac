package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MadeKeys;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/** Rows for a named recipient: what is in them, and what is not. */
class PseudonymisedReleaseTest {

  private static final int REFERRALS = 400;
  private static final MadePeople PEOPLE = new MadePeople(REFERRALS);

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void release() {
    var result =
        MadeOrders.builder().build(PEOPLE, MadeOrders.order("evaluation"), shared.resolve("a"));
    assertThat(result).isInstanceOf(ReleaseResult.Released.class);
  }

  @Test
  void theAgreementsFieldsLeaveAndNothingElse() {
    var released = shared.resolve("a");
    var referrals = ReleasedFolder.rows(released, "PSEUDONYMISED-referrals-");
    assertThat(referrals.get(0))
        .startsWith("patientToken", "referralToken", "ageAtReferral")
        .contains("firstPhq9", "presentingComplaint")
        .doesNotContain("commissioner", "region");
    assertThat(ReleasedFolder.files(released).keySet())
        .allMatch(name -> name.startsWith("PSEUDONYMISED-"))
        .hasSize(5);
    var received =
        MadeOrders.everyone(REFERRALS).filter(i -> 45 + (long) i * 365 / REFERRALS >= 92).count();
    assertThat(referrals.size() - 1).isBetween((int) received - 2, (int) received + 2);
    assertThat(ReleasedFolder.rows(released, "contacts")).hasSizeGreaterThan(referrals.size());
    assertThat(ReleasedFolder.rows(released, "scores")).hasSizeGreaterThan(referrals.size());
  }

  @Test
  void nothingThatNamesAnybodyIsInAnyFile() {
    var all = String.join("\n", ReleasedFolder.files(shared.resolve("a")).values());
    for (int i = 0; i < REFERRALS; i++) {
      for (var identifying : MadePeople.identifying(i)) {
        assertThat(all).doesNotContainIgnoringCase(identifying);
      }
    }
    assertThat(all.replaceAll("\"(made|optOutList)\" : \"[^\"]*\"", ""))
        .as("dates")
        .doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}");
  }

  @Test
  void a05TokensAreOfTheirKindAndLeadBackWithTheKeyAlone() {
    var order = MadeOrders.order("evaluation");
    var released = shared.resolve("a");
    var patients = new HashSet<>(ReleasedFolder.column(released, "referrals", "patientToken"));
    var referrals = ReleasedFolder.column(released, "referrals", "referralToken");
    assertThat(referrals).doesNotHaveDuplicates().noneMatch(patients::contains);
    assertThat(patients).allMatch(token -> token.matches("[a-z2-7]{26}"));
    var pseudonyms = ReleaseKeys.pseudonyms(order).orElseThrow();
    var known =
        MadeOrders.everyone(REFERRALS)
            .mapToObj(i -> TokenValues.patient(MadePeople.nhsNumber(i)))
            .map(value -> pseudonyms.of(IdentifierKind.PATIENT, value).value())
            .collect(Collectors.toSet());
    assertThat(known).containsAll(patients);
    assertThat(new HashSet<>(ReleasedFolder.column(released, "contacts", "contactReferralToken")))
        .isEqualTo(new HashSet<>(referrals));
    assertThat(referrals)
        .containsAll(ReleasedFolder.column(released, "scores", "scoreReferralToken"));
  }

  @Test
  void a03OtherRecipientsAndOtherKeysHaveNoTokenAndNoOrderInCommon() {
    var order = MadeOrders.order("evaluation");
    var other =
        MadeOrders.agreement(
            MadeOrders.example("evaluation").replace("X-EXAMPLE-UNIVERSITY", "X-EXAMPLE-OTHER"));
    var one = ReleasedFolder.column(shared.resolve("a"), "referrals", "referralToken");
    var two =
        ReleasedFolder.column(
            released(MadeOrders.order(other, MadeOrders.nobody()), "b"),
            "referrals",
            "referralToken");
    assertThat(one).hasSameSizeAs(two).doesNotContainAnyElementsOf(two);
    assertThat(ReleasedFolder.column(shared.resolve("a"), "referrals", "patientToken")).isSorted();
    assertThat(ReleasedFolder.column(folder.resolve("b"), "contacts", "contactToken")).isSorted();
    var ring = new KeyRing(MadeKeys.key(2), List.of(MadeKeys.key(1)));
    var rotated = ChangedOrder.of(order).keys(Optional.of(ring)).order();
    assertThat(ReleasedFolder.column(released(rotated, "c"), "referrals", "referralToken"))
        .doesNotContainAnyElementsOf(one);
    var archived = ChangedOrder.of(rotated).keyId(Optional.of(MadeKeys.key(1).id())).order();
    assertThat(ReleasedFolder.column(released(archived, "d"), "referrals", "referralToken"))
        .isEqualTo(one);
  }

  @Test
  void a28TheSameDataAgreementAndKeyGiveTheSameBytes() {
    var order = MadeOrders.order("evaluation");
    assertThat(ReleasedFolder.files(released(order, "b")))
        .isEqualTo(ReleasedFolder.files(shared.resolve("a")));
  }

  @Test
  void a20OnlyCodesOfTheNationalListsLeave() {
    var released = shared.resolve("a");
    var problems =
        ReleasedFolder.column(released, "referrals", "presentingComplaint").stream()
            .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
    assertThat(problems).containsOnlyKeys("F32.1", "F40.1", "F41.1", "F43.1", "other");
    assertThat(problems.get("other")).isGreaterThan(50);
    var text = String.join("\n", ReleasedFolder.files(released).values());
    assertThat(text).doesNotContain("F64", "A54", "S52").contains("F41.1");
  }

  /** Nobody asked is no answer; a condition that was refuted, or over before, is one. */
  @Test
  void aLongTermConditionOfWhichNothingIsRecordedIsNotKnown() {
    assertThat(ReleasedFolder.column(shared.resolve("a"), "referrals", "longTermCondition"))
        .containsOnly("not known");
    var more =
        List.of(
            longTerm(300, "'clinicalStatus':{'coding':[{'code':'active'}]}"),
            longTerm(301, "'verificationStatus':{'coding':[{'code':'refuted'}]}"),
            longTerm(302, "'abatementDateTime':'2020-03-01'"),
            longTerm(303, "'verificationStatus':{'coding':[{'code':'entered-in-error'}]}"),
            longTerm(304, "'abatementDateTime':'2020-03-01'"),
            longTerm(304, "'clinicalStatus':{'coding':[{'code':'active'}]}"));
    ViewResources record =
        type ->
            type.equals("Condition")
                ? Stream.concat(PEOPLE.ofType(type), more.stream())
                : PEOPLE.ofType(type);
    MadeOrders.builder().build(record, MadeOrders.order("evaluation"), folder.resolve("a"));
    var tokens = ReleasedFolder.column(folder.resolve("a"), "referrals", "patientToken");
    var said = ReleasedFolder.column(folder.resolve("a"), "referrals", "longTermCondition");
    var pseudonyms = ReleaseKeys.pseudonyms(MadeOrders.order("evaluation")).orElseThrow();
    var expected =
        Map.of(300, "yes", 301, "no", 302, "no", 303, "not known", 304, "yes", 305, "not known");
    expected.forEach(
        (person, word) -> {
          var value = TokenValues.patient(MadePeople.nhsNumber(person));
          var token = pseudonyms.of(IdentifierKind.PATIENT, value).value();
          assertThat(said.get(tokens.indexOf(token))).as("person " + person).isEqualTo(word);
        });
  }

  private static ResourceText longTerm(int person, String more) {
    return ResourceText.of(
        """
        {'resourceType':'Condition','id':'long-term-%d-%d','subject':{'reference':'Patient/patient-%d'},
        'category':[{'coding':[{'code':'co-morbidity'}]}],'recordedDate':'2026-01-02',%s}"""
            .formatted(person, more.length(), person, more)
            .replace('\'', '"'));
  }

  @Test
  void daysStandForDatesAndNothingIsAfterThePeriod() {
    var released = shared.resolve("a");
    var days = ReleasedFolder.column(released, "contacts", "contactDay");
    assertThat(days).allMatch(day -> day.matches("\\d*")).contains("20", "27", "");
    assertThat(ReleasedFolder.column(released, "referrals", "referralPeriod"))
        .allMatch(period -> period.matches("2026 Q[1-4]"));
    assertThat(ReleasedFolder.column(released, "referrals", "ageAtReferral"))
        .allMatch(age -> age.matches("\\d\\d to \\d\\d|90 and over|under 18"));
  }

  @Test
  void theManifestSaysWhatWasDoneAndTheRisk() {
    var result =
        (ReleaseResult.Released<?>)
            MadeOrders.builder().build(PEOPLE, MadeOrders.order("evaluation"), folder.resolve("a"));
    var manifest =
        ReleasedFolder.files(folder.resolve("a")).entrySet().stream()
            .filter(file -> file.getKey().contains("manifest"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(manifest)
        .contains("\"product\" : \"PSEUDONYMISED\"", "\"optOutList\" : \"2027-01-19\"")
        .contains(MadeKeys.key(1).id(), "kReached", "highestProsecutorRisk", "1.0.0-test");
    assertThat(result.manifest().product().files()).hasSize(4);
    assertThat(result.tally().people()).isEqualTo(REFERRALS);
    assertThat(result.tally().optedOut()).isZero();
  }

  private Path released(ReleaseOrder order, String name) {
    var result = MadeOrders.builder().build(PEOPLE, order, folder.resolve(name));
    assertThat(result).isInstanceOf(ReleaseResult.Released.class);
    return folder.resolve(name);
  }
}
