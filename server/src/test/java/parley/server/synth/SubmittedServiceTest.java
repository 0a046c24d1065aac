package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.engine.TablesResult;
import parley.submissions.rule.Finding;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Severity;
import parley.submissions.rule.Submission;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/** The national file of a synthetic service holds what the truth says it must. */
class SubmittedServiceTest {

  private static final LocalDate START = LocalDate.of(2025, 2, 1);
  private static final LocalDate END = LocalDate.of(2025, 2, 28);
  private static final SubmissionOrder FEBRUARY =
      new SubmissionOrder(
          new SubmissionFacts("RZ1", "RZ1", START, END, LocalDateTime.of(2025, 3, 20, 10, 0)),
          "SYNTH");

  @Test
  void whatIsRightIsTakenAndCountsAsTheTruthDoes() {
    var referrals = MadeOrders.referrals(MadeOrders.year(400, 0));
    var submission = submission(referrals);
    var report = judged(submission);
    var refused =
        report.findings().stream()
            .filter(it -> it.rule().severity() != Severity.WARNING)
            .map(SubmittedServiceTest::told)
            .distinct();
    assertThat(refused).isEmpty();
    assertThat(report.accepted()).isTrue();
    var mine =
        referrals.stream().filter(it -> it.service().number() == 1 && isOfTheMonth(it)).toList();
    assertThat(mine).hasSizeGreaterThan(20);
    assertThat(values(submission, "IDS101", "ServiceRequestId"))
        .isEqualTo(
            mine.stream().map(MadeReferral::number).collect(Collectors.toCollection(TreeSet::new)));
    assertThat(submission.rows("IDS201"))
        .hasSize(
            (int)
                mine.stream()
                    .flatMap(it -> it.contacts().stream())
                    .filter(it -> !it.isToCome() && isInTheMonth(it.at().toLocalDate()))
                    .count());
    assertThat(values(submission, "IDS202", "CareActId")).hasSizeGreaterThan(20);
    assertThat(submission.rows("IDS607")).hasSizeGreaterThan(40);
  }

  @Test
  void aPostcodeWithoutItsSpaceIsSentWithIt() {
    var wrong =
        MadeOrders.referrals(MadeOrders.year(400, 1)).stream()
            .filter(it -> it.has(PlantedError.POSTCODE_WITHOUT_SPACE))
            .filter(it -> it.service().number() == 1 && isOfTheMonth(it))
            .toList();
    assertThat(wrong).isNotEmpty();
    var submission = submission(wrong);
    assertThat(judged(submission).accepted()).isTrue();
    assertThat(values(submission, "IDS001", "Postcode"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.indexOf(' ')).isEqualTo(it.length() - 4));
  }

  private static boolean isOfTheMonth(MadeReferral referral) {
    return !referral.received().isAfter(END)
        && referral.discharge().filter(it -> it.day().isBefore(START)).isEmpty();
  }

  private static boolean isInTheMonth(LocalDate day) {
    return !day.isBefore(START) && !day.isAfter(END);
  }

  private static RuleReport judged(Submission submission) {
    return RuleRun.of(submission, RuleBook.iapt21(MadeOrders.SCALES, Registers.none()));
  }

  private static String told(Finding finding) {
    return finding.rule().code() + ' ' + finding.rule().table() + ' ' + finding.field().orElse("");
  }

  private static TreeSet<String> values(Submission submission, String table, String field) {
    return submission.rows(table).stream()
        .map(it -> it.value(field))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Submission submission(List<MadeReferral> referrals) {
    var json = FhirContext.forR4Cached().newJsonParser();
    Map<String, List<ResourceText>> records = new HashMap<>();
    var all = new ArrayList<Resource>();
    for (var number = 1; number <= 2; number++) {
      all.addAll(ServiceRecords.of(new MadeService(number)));
    }
    referrals.forEach(it -> all.addAll(new ReferralRecords(it, MadeOrders.SCALES).asTheyStand()));
    for (var resource : all) {
      records
          .computeIfAbsent(resource.fhirType(), type -> new ArrayList<>())
          .add(ResourceText.of(json.encodeResourceToString(resource)));
    }
    ViewResources resources = type -> records.getOrDefault(type, List.of()).stream();
    var made = new DatasetTables(new ViewReader()).make(resources, FEBRUARY);
    assertThat(made).isInstanceOf(TablesResult.Made.class);
    return ((TablesResult.Made) made).submission();
  }
}
