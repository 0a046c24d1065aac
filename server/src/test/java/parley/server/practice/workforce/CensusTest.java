package parley.server.practice.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;
import parley.mappings.practice.Qualification;
import parley.server.practice.workforce.Census.Figure;
import parley.server.practice.workforce.Census.Row;
import parley.terminology.Systems;

class CensusTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
  private static final String PWP = "psychological-wellbeing-practitioner";

  @Test
  void countsByRoleAndTrainingAndLeavesSmallNumbersOut() {
    var people = new ArrayList<Person>();
    add(people, 12, PWP, "0.8", awarded("10", "2020-09-01"));
    add(people, 6, PWP, "1.0", training("10"));
    add(people, 3, "employment-adviser", "1.0", awarded("30", "2020-09-01"));
    add(people, 11, "high-intensity-therapist", "1.0", awarded("11", "2027-01-01"));
    var rows = new Census(people, DAY).rows();
    assertThat(row(rows, PWP, "awarded").staff()).contains(10);
    assertThat(row(rows, "10", "awarded").wte()).contains(10);
    assertThat(row(rows, "employment-adviser", "total").staff()).isEmpty();
    assertThat(row(rows, "employment-adviser", "total").wte()).isEmpty();
    assertThat(row(rows, "clinical-lead", "total").staff()).isEmpty();
    // Not awarded yet on the day.
    assertThat(row(rows, "high-intensity-therapist", "awarded").staff()).isEmpty();
    assertThat(row(rows, "10", "awarded").staff()).contains(10);
    assertThat(row(rows, "10", "in-training").staff()).contains(5);
    assertThat(row(rows, "30", "awarded").staff()).isEmpty();
    assertThat(rows.stream().map(Row::figure)).contains(Figure.STAFF, Figure.HOLDERS);
  }

  @Test
  void wholeTimeEquivalentsDoNotTellOfAHiddenCount() {
    var people = new ArrayList<Person>();
    add(people, 8, PWP, "0.925", awarded("10", "2020-09-01"));
    for (var i = 0; i < 8; i++) {
      people.add(new Person(PWP, Optional.of(new BigDecimal("0.925")), List.of()));
    }
    add(people, 3, PWP, "1.0", training("10"));
    var rows = new Census(people, DAY).rows();
    assertThat(row(rows, PWP, "awarded").staff()).contains(10);
    assertThat(row(rows, PWP, "none").staff()).contains(10);
    assertThat(row(rows, PWP, "in-training").staff()).isEmpty();
    assertThat(row(rows, PWP, "total").staff()).contains(20);
    for (var row : rows) {
      if (row.figure() == Figure.STAFF) {
        assertThat(row.wte()).as(row.toString()).isEmpty();
        assertThat(row.masked()).isTrue();
      }
    }
    assertThat(CensusFiles.csv(rows, DAY)).contains(",awarded,10,*\r\n", ",total,20,*\r\n");
    assertThat(CensusFiles.report(rows, DAY, Instant.EPOCH).getGroupFirstRep().getMeasureScore())
        .matches(score -> !score.hasValue() && score.hasExtension());
  }

  @Test
  void wholeTimeEquivalentsOfARoleWithoutHiddenPartsAreShownButNotTheirSum() {
    var people = new ArrayList<Person>();
    add(people, 12, PWP, "0.8", awarded("10", "2020-09-01"));
    add(people, 6, PWP, "1.0", training("10"));
    for (var i = 0; i < 7; i++) {
      people.add(new Person(PWP, Optional.of(BigDecimal.ONE), List.of()));
    }
    var rows = new Census(people, DAY).rows();
    assertThat(row(rows, PWP, "awarded").wte()).contains(10);
    assertThat(row(rows, PWP, "none").wte()).contains(5);
    // Other roles are hidden: the sum less the other sums would tell of them.
    assertThat(row(rows, PWP, "total").masked()).isTrue();
    assertThat(row(rows, "total", "total").masked()).isTrue();
  }

  @Test
  void wholeTimeEquivalentsThatAreNotAllRecordedAreNotGiven() {
    var people = new ArrayList<Person>();
    add(people, 9, PWP, "1.0", awarded("10", "2020-09-01"));
    people.add(new Person(PWP, Optional.empty(), List.of(awarded("10", "2020-09-01"))));
    var row = row(new Census(people, DAY).rows(), "10", "awarded");
    assertThat(row.staff()).contains(10);
    assertThat(row.wte()).isEmpty();
    assertThat(CensusFiles.csv(List.of(row), DAY)).endsWith(",awarded,10,\r\n");
  }

  @Test
  void bothFilesHoldTheSameAndNobody() {
    var people = new ArrayList<Person>();
    add(people, 12, PWP, "0.8", awarded("10", "2020-09-01"));
    add(people, 2, PWP, "1.0", training("10"));
    var rows = new Census(people, DAY).rows();
    var report = CensusFiles.report(rows, DAY, Instant.parse("2026-12-01T09:00:00Z"));
    var json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(report);
    assertThat(report.getType()).isEqualTo(MeasureReport.MeasureReportType.SUMMARY);
    assertThat(json).doesNotContain("subject").contains("masked");
    var shown =
        report.getGroup().stream()
            .flatMap(group -> group.getStratifier().stream())
            .flatMap(stratifier -> stratifier.getStratum().stream())
            .filter(stratum -> stratum.getPopulationFirstRep().getCountElement().hasValue())
            .count();
    assertThat(shown)
        .isEqualTo(
            rows.stream()
                .filter(row -> row.staff().isPresent() && !row.group().equalsShallow(Census.TOTAL))
                .count())
        .isPositive();
    var csv = CensusFiles.csv(rows, DAY);
    assertThat(csv.lines()).hasSize(rows.size() + 1);
    assertThat(csv).contains("2026-11-30,holders,10,").contains(",*,*");
  }

  @Test
  void theCensusSaysNothingOfFewPeople() {
    var people = new ArrayList<Person>();
    add(people, 4, PWP, "1.0", awarded("10", "2020-09-01"));
    assertThat(new Census(people, DAY).rows()).allMatch(row -> row.staff().isEmpty());
  }

  private static Row row(List<Row> rows, String group, String training) {
    return rows.stream()
        .filter(row -> row.group().getCode().equals(group) && row.training().equals(training))
        .findFirst()
        .orElseThrow();
  }

  private static void add(
      List<Person> people, int number, String role, String wte, Qualification qualification) {
    for (var i = 0; i < number; i++) {
      people.add(new Person(role, Optional.of(new BigDecimal(wte)), List.of(qualification)));
    }
  }

  private static Qualification awarded(String code, String since) {
    return new Qualification(
        Systems.codeSystem("nhs-qualification-attainment-level"),
        code,
        false,
        Optional.of(LocalDate.parse(since)),
        Optional.empty());
  }

  private static Qualification training(String code) {
    return new Qualification(
        Systems.codeSystem("nhs-qualification-attainment-level"),
        code,
        true,
        Optional.empty(),
        Optional.empty());
  }
}
