package parley.submissions.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.github.spannm.jackcess.DatabaseBuilder;
import io.github.spannm.jackcess.IndexBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.view.ViewJson;
import parley.terminology.scale.Scales;

/** What an order can ask for, and what comes of it. */
class BuildOrdersTest {

  @TempDir Path folder;

  @Test
  void aTemplateIsFilledAndNamedByItsHash() throws IOException {
    var made = built(MadeOrders.october(), folder.resolve("made")).folder();
    var full = made.resolve("IAPT_RZ9_2026-10_primary.accdb");
    assertThat(build(MadeOrders.october().withTemplate(full), folder.resolve("full")))
        .isInstanceOfSatisfying(
            BuildResult.Failed.class,
            failed ->
                assertThat(failed.problems())
                    .extracting(BuildProblem::reason)
                    .contains(
                        "the template is not the database of the data set: IDS101Referral: the"
                            + " table is not empty"));
    var empty = EmptyDatabase.in(folder);
    built(MadeOrders.october().withTemplate(empty), folder.resolve("october"));
    assertThat(manifest("october").path("template").path("sha256").asText())
        .isEqualTo(Hashes.of(empty));
  }

  @Test
  void lessThanBeforeIsHeldBackUntilSomebodySaysWhy() throws IOException {
    var baseline = new Baseline(Optional.empty(), List.of(GuardTest.counts(100, 400, 300, 40)));
    var place = folder.resolve("october");
    var order = MadeOrders.october().comparedWith(baseline);
    var held = folder.resolve("held");
    assertThat(build(order, held))
        .isInstanceOfSatisfying(
            BuildResult.Blocked.class,
            blocked -> {
              assertThat(blocked.summary().shortfalls()).hasSize(4);
              assertThat(blocked.folder()).isEqualTo(held);
            });
    assertReportOnly(held);
    assertThat(Files.readString(held.resolve("report.html")))
        .contains("held back until somebody confirms it", "There are 2 referrals, where");
    assertThat(manifest("held").path("result").path("shortfalls")).hasSize(4);

    var built = built(order.confirmed(new Confirmation("B. Lead", "new service")), place);
    assertThat(built.summary().shortfalls()).hasSize(4);
    assertThat(manifest("october").path("confirmation").path("reason").asText())
        .isEqualTo("new service");
    assertThat(manifest("october").path("result").path("shortfalls")).hasSize(4);
    assertThat(build(order.asDryRun(), folder.resolve("dry")))
        .isInstanceOf(BuildResult.Built.class);
  }

  /** No table, so that nobody can carry what is held back to the portal. */
  private static void assertReportOnly(Path place) throws IOException {
    try (var files = Files.list(place)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "manifest.json",
              "measures.csv",
              "measures.ndjson",
              "report.csv",
              "report.html",
              "report.json");
    }
    assertThat(ViewJson.tree(Files.readString(place.resolve("manifest.json"))).path("tables"))
        .isEqualTo(BooleanNode.FALSE);
  }

  /** The findings say which rows the template does not take, so they have to be there. */
  @Test
  void aTemplateThatTakesNotEveryRowStillGivesTheReport() throws IOException {
    var empty = EmptyDatabase.in(folder);
    try (var database = new DatabaseBuilder(empty).open()) {
      new IndexBuilder("key")
          .withColumns("ServiceRequestId")
          .withUnique()
          .addToTable(database.getTable("IDS606CodedScoreAssessmentRefer"));
    }
    var place = folder.resolve("refused");
    assertThat(build(MadeOrders.october().withTemplate(empty), place))
        .isInstanceOfSatisfying(
            BuildResult.Failed.class,
            failed -> {
              assertThat(failed.folder()).contains(place);
              assertThat(failed.problems().get(0).reason()).contains("IDS606", "there twice");
            });
    assertReportOnly(place);
    assertThat(Files.readString(place.resolve("report.html")))
        .contains("Template: table IDS606CodedScoreAssessmentRefer");
  }

  @Test
  void theReportSaysThatNothingWasCompared() throws IOException {
    built(MadeOrders.october().asDryRun(), folder.resolve("alone"));
    assertThat(Files.readString(folder.resolve("alone/report.html")))
        .contains("It was not compared with anything");
    var months = new Baseline(Optional.empty(), List.of(GuardTest.counts(1, 1, 1, 1)));
    built(MadeOrders.october().comparedWith(months).asDryRun(), folder.resolve("compared"));
    assertThat(Files.readString(folder.resolve("compared/report.html")))
        .doesNotContain("It was not compared with");
  }

  @Test
  void everyFieldStandsBesideLastMonth() throws IOException {
    var september = built(MadeOrders.october().asDryRun(), folder.resolve("before"));
    // Nothing of August or September was accepted.
    var months =
        new Baseline(
            Optional.empty(),
            Optional.empty(),
            List.of(september.summary().counts()),
            Optional.of(YearMonth.of(2026, 7)));
    var less =
        MadeOrders.onePerson().stream()
            .map(line -> line.replace("Extension-UKCore-SourceOfServiceRequest", "x"))
            .toList();
    MadeOrders.BUILDER.build(
        MadeOrders.record(less),
        MadeOrders.october().comparedWith(months).asDryRun(),
        folder.resolve("now"));
    for (var field :
        ViewJson.tree(Files.readString(folder.resolve("now/report.json"))).path("quality")) {
      var before =
          september
              .summary()
              .counts()
              .quality()
              .field(field.path("table").asText(), field.path("field").asText())
              .orElseThrow();
      assertThat(field.path("lastMonth").path("month").asText()).isEqualTo("2026-07");
      assertThat(field.path("lastMonth").path("rows").asLong()).isEqualTo(before.rows());
      assertThat(field.path("lastMonth").path("filled").asLong()).isEqualTo(before.filled());
      assertThat(field.path("lastMonth").path("valid").asLong()).isEqualTo(before.valid());
      if (field.path("field").asText().equals("SourceOfReferralIAPT")) {
        assertThat(before.filled()).isPositive();
        assertThat(field.path("filled").asLong()).isZero();
      }
    }
    assertThat(Files.readString(folder.resolve("now/report.html")))
        .contains("less complete", "Accepted for 2026-07")
        .doesNotContain("Last month");
    assertThat(Files.readString(folder.resolve("before/report.html")))
        .doesNotContain("less complete");
  }

  @Test
  void whatTheRulesDropIsNotCountedAndItsShareIsHeldBack() throws IOException {
    // A referral without a commissioner falls, and what hangs on it.
    var lines =
        MadeOrders.onePerson().stream()
            .map(
                line ->
                    line.contains("\"EpisodeOfCare\", \"id\": \"c1\"")
                        ? line.replace("StructureDefinition/commissioner", "x")
                        : line)
            .toList();
    var record = MadeOrders.record(lines);
    var october = MadeOrders.october();
    assertThat(MadeOrders.BUILDER.build(record, october, folder.resolve("held")))
        .isInstanceOfSatisfying(
            BuildResult.Blocked.class,
            held ->
                assertThat(held.summary().shortfalls())
                    .extracting(Shortfall::thing)
                    .contains(Shortfall.Thing.REFERRALS, Shortfall.Thing.ROWS));
    var dry =
        (BuildResult.Built)
            MadeOrders.BUILDER.build(record, october.asDryRun(), folder.resolve("dry"));
    assertThat(dry.summary().counts().referrals()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("dry/report.html")))
        .contains("but drop " + dry.summary().rowsLost() + " rows of ");
  }

  @Test
  void ownRulesHoldAFileBackUntilTheyAreSwitchedOff() throws IOException {
    var order = MadeOrders.october().asDryRun();
    var strict = built(order, folder.resolve("strict")).summary();
    assertThat(strict.ownErrors()).isPositive();
    assertThat(strict.releasable()).isFalse();
    var page = Files.readString(folder.resolve("strict/report.html"));
    assertThat(page).contains("held back by Parley: PARLEY");

    var all = new TreeSet<String>();
    for (var rule : RuleBook.strict(Scales.packaged(), Registers.none(), Set.of())) {
      rule.switchedBy().ifPresent(all::add);
    }
    var lenient = built(without(all, order), folder.resolve("lenient")).summary();
    assertThat(lenient.ownErrors()).isZero();
    assertThat(lenient.accepted()).isEqualTo(strict.accepted());
    assertThat(manifest("lenient").path("switchedOffRules")).hasSameSizeAs(all);

    assertThat(build(without(Set.of("IDS10105"), order), folder.resolve("national")))
        .isInstanceOfSatisfying(
            BuildResult.Failed.class,
            failed -> assertThat(failed.problems().get(0).remedy()).contains("PARLEY"));
  }

  private static BuildOrder without(Set<String> rules, BuildOrder order) {
    return new BuildOrder(
        order.order(),
        order.type(),
        order.template(),
        order.dryRun(),
        order.accepted(),
        rules,
        order.shares(),
        order.confirmation(),
        order.orderedBy(),
        order.recordBase());
  }

  @Test
  void coursesUnderAFormerCodeOfTheProviderKeepTheirKeys() throws IOException {
    var lines =
        MadeOrders.onePerson().stream().map(line -> line.replace("\"RZ9\"", "\"RV0\"")).toList();
    var before =
        MadeOrders.BUILDER.build(
            MadeOrders.record(lines), MadeOrders.october().asDryRun(), folder.resolve("without"));
    assertThat(((BuildResult.Built) before).summary().counts().referrals()).isZero();
    var after =
        MadeOrders.BUILDER.build(
            MadeOrders.record(lines),
            MadeOrders.october(Map.of("RV0", "RV1", "RV1", "RZ9", "RA1", "RB1")),
            folder.resolve("with"));
    var asEver = built(MadeOrders.october(), folder.resolve("ever"));
    assertThat(((BuildResult.Built) after).summary().counts().rows())
        .isEqualTo(asEver.summary().counts().rows());
    for (var table :
        Set.of("IDS101Referral", "IDS201CareContact", "IDS606CodedScoreAssessmentRefer")) {
      assertThat(folder.resolve("with/csv/" + table + ".csv"))
          .hasSameBinaryContentAs(folder.resolve("ever/csv/" + table + ".csv"));
    }
  }

  private static BuildResult build(BuildOrder order, Path place) throws IOException {
    return MadeOrders.BUILDER.build(MadeOrders.record(MadeOrders.onePerson()), order, place);
  }

  private static BuildResult.Built built(BuildOrder order, Path place) throws IOException {
    var result = build(order, place);
    assertThat(result).isInstanceOf(BuildResult.Built.class);
    return (BuildResult.Built) result;
  }

  private JsonNode manifest(String build) throws IOException {
    return ViewJson.tree(Files.readString(folder.resolve(build).resolve("manifest.json")));
  }
}
