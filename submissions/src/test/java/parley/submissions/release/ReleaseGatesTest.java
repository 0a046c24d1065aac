package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.attack.EveryCode;
import parley.submissions.canary.CanaryReport;
import parley.submissions.disclosure.RowFileCheck;
import parley.submissions.disclosure.RowRelease;
import parley.submissions.release.ReleaseProblem.Code;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/** Each gate stops a release, and with that gate away the release would have been. */
class ReleaseGatesTest {

  private static final int REFERRALS = 200;
  private static final MadePeople PEOPLE = new MadePeople(REFERRALS);

  private static final String COMMON =
      """
      {"resourceType":"Patient","id":"patient-common","birthDate":"1926-02-01","name":[
       {"family":"Not Known-Other","given":["Mixed And","Under Over","May To","Yes No"]},
       {"family":"van der White","given":["The Rows"]},{"text":"Mr Will Young Field"}]}""";

  @TempDir Path folder;

  @Test
  @Attack(value = 17, by = "suppression that fails", off = "the second implementation")
  void a17RowsThatWereNotSuppressedAreStoppedByTheSecondImplementation() {
    Gates.Suppression none = (table, rule) -> new RowRelease.Made(table, table.rows().size(), 0, 0);
    var order = MadeOrders.order("open-rows");
    var open = new Gates(none, Gates.SHUT.check(), Gates.SHUT.scan());
    var stopped = MadeOrders.builder(MadeOrders.TERMINOLOGY, open).build(PEOPLE, order, at("a"));
    assertThat(codes(stopped)).containsOnly(Code.ROW_CHECK);
    assertThat(ReleasedFolder.beside(folder)).isEmpty();

    Gates.Check blind = (csv, rule) -> new RowFileCheck.Verdict(1, 1, 99, 99, 99, List.of());
    var both = new Gates(none, blind, Gates.SHUT.scan());
    var released = MadeOrders.builder(MadeOrders.TERMINOLOGY, both).build(PEOPLE, order, at("b"));
    Defence.holds("rows released unsuppressed", released(stopped), released(released));
    var keeping = MadeOrders.builder().build(PEOPLE, order, at("c"));
    assertThat(keeping).isInstanceOf(ReleaseResult.Released.class);
    assertThat(ReleasedFolder.rows(at("c"), "referrals"))
        .isNotEqualTo(ReleasedFolder.rows(at("b"), "referrals"));
  }

  private static long released(ReleaseResult result) {
    return result instanceof ReleaseResult.Released<?> ? 1 : 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nhs", "name", "phone", "email", "postcode", "id"})
  @Attack(value = 15, by = "what a stopped release leaves", off = "the canary scan")
  void a15OnePersonInADisplayStopsEverythingAndLeavesNothing(String what) throws IOException {
    var text =
        switch (what) {
          case "nhs" -> "see " + MadePeople.nhsNumber(123);
          case "name" -> MadePeople.given(123) + " " + MadePeople.family(123);
          case "phone" -> "call 0770090" + 10_123;
          case "email" -> MadePeople.family(123) + "@mail.example";
          case "postcode" -> "of " + MadePeople.postcode(123).toLowerCase(java.util.Locale.ROOT);
          default -> "Patient/patient-123";
        };
    var poisoned = new PoisonedDisplays(text);
    var order = MadeOrders.order("evaluation");
    var shut = MadeOrders.builder(poisoned, Gates.SHUT).build(PEOPLE, order, at("a"));
    assertThat(codes(shut)).containsOnly(Code.CANARY);
    assertThat(shut.toString()).doesNotContainIgnoringCase(text);
    assertThat(ReleasedFolder.beside(folder)).isEmpty();
    var left = saying(text);

    Gates.Scan asleep =
        (canaries, place, digests) -> new CanaryReport(List.of(), List.of(), Map.of());
    var open = new Gates(Gates.SHUT.suppression(), Gates.SHUT.check(), asleep);
    assertThat(MadeOrders.builder(poisoned, open).build(PEOPLE, order, at("b")))
        .isInstanceOf(ReleaseResult.Released.class);
    Defence.holds("files that say it", left, saying(text));
  }

  /** Files of any name, beside a release too. */
  private long saying(String text) {
    return ReleasedFolder.files(folder).values().stream().filter(it -> it.contains(text)).count();
  }

  /** Of people who are in no row as well: those who opted out. */
  @Test
  void theCanariesAreOfEveryPatientOfTheRecord() {
    var order = MadeOrders.with(MadeOrders.order("evaluation"), MadeOrders.people(Set.of(123)));
    var poisoned = new PoisonedDisplays("see " + MadePeople.nhsNumber(123));
    assertThat(codes(MadeOrders.builder(poisoned, Gates.SHUT).build(PEOPLE, order, at("a"))))
        .containsOnly(Code.CANARY);
  }

  /** People are called as the product's own words, and born on days that versions read like. */
  @ParameterizedTest
  @ValueSource(strings = {"evaluation", "open-rows", "figures"})
  void namesThatAreWordsStopNothing(String example) {
    ViewResources record =
        type ->
            type.equals("Patient")
                ? Stream.concat(PEOPLE.ofType(type), Stream.of(ResourceText.of(COMMON)))
                : PEOPLE.ofType(type);
    var text = MadeOrders.example(example).replace("\"1.0.0\"", "\"1.2.26\"");
    var order = MadeOrders.order(MadeOrders.agreement(text), MadeOrders.nobody());
    assertThat(MadeOrders.builder().build(record, order, at("a")))
        .isInstanceOf(ReleaseResult.Released.class);
    assertThat(String.join("\n", ReleasedFolder.files(at("a")).values())).contains("1.2.26");
  }

  @Test
  void aRestrictedCodeLeavesOnlyWhenBothListsAreOff() {
    var order = MadeOrders.order("evaluation");
    MadeOrders.builder(new EveryCode(false), Gates.SHUT).build(PEOPLE, order, at("a"));
    assertThat(ReleasedFolder.column(at("a"), "referrals", "presentingComplaint"))
        .contains("S52.5", "other")
        .doesNotContain("F64.0", "A54.9");
    MadeOrders.builder(new EveryCode(true), Gates.SHUT).build(PEOPLE, order, at("b"));
    assertThat(ReleasedFolder.column(at("b"), "referrals", "presentingComplaint"))
        .contains("F64.0", "A54.9");
  }

  @Test
  void whatIsWrongWithAnOrderIsSaidBeforeTheRecordIsRead() throws IOException {
    var order = MadeOrders.order("evaluation");
    assertThat(codes(built(MadeOrders.late(order)))).containsOnly(Code.AGREEMENT);
    assertThat(codes(built(MadeOrders.early(order)))).containsOnly(Code.AGREEMENT);
    assertThat(codes(built(MadeOrders.keyless(order, Optional.empty())))).containsOnly(Code.KEY);
    assertThat(codes(built(MadeOrders.keyless(order, Optional.of("0123"))))).contains(Code.KEY);
    assertThat(built(MadeOrders.order(figures("M999", "sub-icb"), MadeOrders.nobody())).toString())
        .contains("figures.measure", "M999 is none");
    assertThat(built(MadeOrders.order(figures("M001", "icb"), MadeOrders.nobody())).toString())
        .contains("figures.level", "parley.releases.icbs");
    Files.writeString(Files.createDirectories(at("full")).resolve("x"), "x");
    assertThat(codes(MadeOrders.builder().build(PEOPLE, order, at("full"))))
        .containsOnly(Code.FOLDER);
    assertThat(ReleasedFolder.beside(at("full"))).containsExactly("x");
  }

  @Test
  void figuresOfIcbsLeaveWhenTheirCommissionersAreKnown() {
    var order = MadeOrders.order(figures("M001", "icb"), MadeOrders.nobody());
    var known =
        ChangedOrder.of(order).figures(order.figures().withIcbs(Map.of("QWO", "QHM"))).order();
    assertThat(MadeOrders.builder().build(PEOPLE, known, at("a")))
        .isInstanceOf(ReleaseResult.Released.class);
  }

  private static ReleaseAgreement figures(String measure, String level) {
    return MadeOrders.agreement(
        MadeOrders.example("figures")
            .replace("\"valueString\": \"all\"", "\"valueString\": \"" + measure + "\"")
            .replace("\"valueCode\": \"sub-icb\"", "\"valueCode\": \"" + level + "\""));
  }

  @Test
  void aResourceThatCannotBeReadIsNamedByItsIdAlone() {
    ViewResources broken =
        type ->
            type.equals("Patient")
                ? Stream.of(new ResourceText(Optional.of("77"), "{\"family\":\"Quibble\""))
                : PEOPLE.ofType(type);
    var result = MadeOrders.builder().build(broken, MadeOrders.order("evaluation"), at("a"));
    assertThat(codes(result)).containsOnly(Code.RECORD);
    assertThat(result.toString()).contains("Patient/77").doesNotContain("Quibble");
  }

  private ReleaseResult built(ReleaseOrder order) {
    ViewResources unread =
        type -> {
          throw new AssertionError("the record was read");
        };
    return MadeOrders.builder().build(unread, order, at("a"));
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private static List<Code> codes(ReleaseResult result) {
    assertThat(result).isInstanceOf(ReleaseResult.Refused.class);
    var problems = ((ReleaseResult.Refused) result).problems();
    assertThat(problems).allMatch(it -> !it.rule().isBlank() && !it.remedy().isBlank());
    return problems.stream().map(ReleaseProblem::code).toList();
  }
}
