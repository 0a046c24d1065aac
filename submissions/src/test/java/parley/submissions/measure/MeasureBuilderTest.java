package parley.submissions.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.October;
import parley.submissions.record.Finding;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/** The made October says in courses what is in the record, and a table what is counted of it. */
class MeasureBuilderTest {

  private static final Path FIGURES = Path.of("src/test/resources/measures/october-figures.csv");
  private static final MeasureBuilder BUILDER = MeasureBuilder.packaged();

  @Test
  void everyFigureOfTheMadeOctoberIsTheOneThatWasWorkedOut() throws IOException {
    var made = lines(build(BUILDER, MadeMonth.read()));
    var expected = Files.readAllLines(FIGURES).stream().skip(1).toList();
    var measures = MeasureFolder.packaged().stream().map(MeasureDefinition::id).toList();

    assertThat(expected.stream().map(line -> line.split(",")[0]).distinct().toList())
        .as("every measure is worked out")
        .isEqualTo(measures);
    // Breakdowns are worked out for some measures; the totals for all.
    var keys = expected.stream().map(MeasureBuilderTest::key).collect(Collectors.toSet());
    assertThat(made.stream().filter(line -> keys.contains(key(line))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aBreakdownAddsUpToItsTotal() {
    var figures = build(BUILDER, MadeMonth.read());
    for (var stratifier : List.of("gender", "age-group", "ethnic-group", "long-term-condition")) {
      for (var measure : List.of("M001", "M056", "M076", "M082", "M086", "M343")) {
        assertThat(sum(figures, measure, "provider", stratifier))
            .as(measure + ' ' + stratifier)
            .isEqualByComparingTo(sum(figures, measure, "provider", "total"));
      }
    }
    for (var measure : List.of("M001", "M056", "M076", "M082", "M343")) {
      assertThat(sum(figures, measure, "commissioner", "total"))
          .as(measure)
          .isEqualByComparingTo(sum(figures, measure, "provider", "total"));
    }
  }

  @Test
  void howTheEngineWorksChangesNothing() throws IOException {
    var folder = Files.createTempDirectory("measures");
    var onDisk =
        new MeasureBuilder(
            MeasureFolder.packaged(),
            new ViewReader(),
            CourseModel.packaged(),
            EngineLimits.in(folder));
    assertThat(lines(build(onDisk, MadeMonth.read())))
        .isEqualTo(lines(build(BUILDER, MadeMonth.read())));
    try (var left = Files.list(folder)) {
      assertThat(left).as("nothing is left in the folder").isEmpty();
    }
    Files.delete(folder);
  }

  @Test
  void nobodyGivesZeroesAndNoRates() {
    var figures = build(BUILDER, type -> Stream.empty());

    assertThat(figures.all()).hasSize(MeasureFolder.packaged().size());
    var total = CountedPopulation.total("provider", "RZ9");
    assertThat(figures.of("M001", total).orElseThrow().value()).contains(BigDecimal.ZERO);
    assertThat(figures.of("M192", total).orElseThrow().value()).isEmpty();
    assertThat(figures.of("M192", total).orElseThrow().denominator()).contains(BigDecimal.ZERO);
    assertThat(figures.of("M048", total).orElseThrow().value()).isEmpty();
    assertThat(figures.of("M049", total).orElseThrow().value()).isEmpty();
  }

  @Test
  void aResourceThatNoViewCanReadIsNamed() {
    ViewResources broken =
        type -> type.equals("Patient") ? Stream.of(ResourceText.of("no JSON")) : Stream.empty();
    assertThat(BUILDER.build(broken, October.ORDER)).isInstanceOf(MeasureResult.Failed.class);
  }

  /** Of a course, a date that is none: what hangs on it is left out, and named without the date. */
  @Test
  void aDateThatCannotBeReadIsNamedAndStopsNothing() {
    var organisation =
        "{'resourceType':'Organization','id':'o','identifier':[{'system':"
            + "'https://fhir.nhs.uk/Id/ods-organization-code','value':'RZ9'}]}";
    var record =
        Stream.of(
                organisation,
                "{'resourceType':'Patient','id':'p'}",
                episode("month-end", "{'start':'2026-09-01','end':'2026-10'}"),
                episode("month-start", "{'start':'2026-10'}"),
                episode("backwards", "{'start':'2026-10-09','end':'2026-10-08'}"),
                "{'resourceType':'Encounter','id':'k','status':'finished','episodeOfCare':[{"
                    + "'reference':'EpisodeOfCare/month-end'}],"
                    + "'period':{'start':'2026-10-06T24:00:00+01:00'}}")
            .map(line -> line.replace('\'', '"'))
            .toList();

    var result =
        BUILDER.build(
            type ->
                record.stream()
                    .filter(line -> line.startsWith("{\"resourceType\":\"" + type + '"'))
                    .map(ResourceText::of),
            October.ORDER);

    assertThat(result).isInstanceOf(MeasureResult.Made.class);
    var findings = ((MeasureResult.Made) result).findings();
    assertThat(findings)
        .extracting(Finding::element)
        .containsExactlyInAnyOrder(
            "EpisodeOfCare/backwards.period.end",
            "EpisodeOfCare/month-end.period.end",
            "EpisodeOfCare/month-start.period.start",
            "Encounter/k.period.start");
    assertThat(findings.toString()).doesNotContain("2026");
  }

  private static String episode(String id, String period) {
    return "{'resourceType':'EpisodeOfCare','id':'%s','status':'active','patient':{".formatted(id)
        + "'reference':'Patient/p'},'managingOrganization':{'reference':'Organization/o'},"
        + "'period':"
        + period
        + "}";
  }

  @Test
  void csvHasARecordForEachFigure() {
    var out = new ByteArrayOutputStream();
    var figures = build(BUILDER, MadeMonth.read());
    FigureCsv.write(figures, out);

    var records = out.toString(StandardCharsets.UTF_8).split("\r\n");
    assertThat(records).hasSize(figures.all().size() + 1);
    assertThat(records[0])
        .isEqualTo(
            "measure,name,period_start,period_end,level,organisation,stratifier,stratum,"
                + "numerator,denominator,value");
    assertThat(records)
        .contains(
            "M192,Percentage_Recovery,2026-10-01,2026-10-31,provider,RZ9,total,all,6,13,46.2",
            "M049,Median_WaitAccessingServices,2026-10-01,2026-10-31,provider,RZ9,total,all,,6,42.5");
  }

  @Test
  void eachMeasureHasOneReport() {
    var figures = build(BUILDER, MadeMonth.read());
    var reports = FigureReports.of(figures);

    assertThat(reports).hasSize(MeasureFolder.packaged().size());
    var recovery = report(reports, "M192");
    assertThat(recovery.getMeasure()).isEqualTo("https://parley.example/fhir/Measure/M192|1.0.0");
    assertThat(recovery.getReporter().getIdentifier().getValue()).isEqualTo("RZ9");
    assertThat(recovery.getPeriod().getStartElement().getValueAsString()).isEqualTo("2026-10-01");
    assertThat(recovery.getPeriod().getEndElement().getValueAsString()).isEqualTo("2026-10-31");
    var group = recovery.getGroupFirstRep();
    assertThat(group.getPopulation()).extracting("count").isNotEmpty();
    assertThat(group.getPopulation().get(0).getCount()).isEqualTo(6);
    assertThat(group.getPopulation().get(1).getCount()).isEqualTo(13);
    assertThat(group.getMeasureScore().getValue()).isEqualByComparingTo("46.2");
    assertThat(group.getStratifier())
        .extracting(one -> one.getCodeFirstRep().getText())
        .containsExactlyInAnyOrder(
            "commissioner",
            "gender",
            "age-group",
            "ethnic-group",
            "long-term-condition",
            "commissioner, gender",
            "commissioner, age-group",
            "commissioner, ethnic-group",
            "commissioner, long-term-condition");
    var commissioners =
        group.getStratifier().stream()
            .filter(one -> one.getCodeFirstRep().getText().equals("commissioner"))
            .findFirst()
            .orElseThrow();
    assertThat(commissioners.getStratum())
        .extracting(one -> one.getValue().getText())
        .containsExactly("QWO", "QXX");
  }

  @Test
  void reportsAreWrittenOneOnALine() {
    var out = new ByteArrayOutputStream();
    FigureReports.write(build(BUILDER, MadeMonth.read()), out);
    var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(MeasureFolder.packaged().size());
    assertThat(lines).allMatch(line -> line.startsWith("{\"resourceType\":\"MeasureReport\""));
  }

  private static MeasureReport report(List<MeasureReport> reports, String measure) {
    return reports.stream()
        .filter(one -> one.getMeasure().contains("/" + measure + "|"))
        .findFirst()
        .orElseThrow();
  }

  static Figures build(MeasureBuilder builder, ViewResources resources) {
    var result = builder.build(resources, October.ORDER);
    assertThat(result).isInstanceOf(MeasureResult.Made.class);
    return ((MeasureResult.Made) result).figures();
  }

  private static BigDecimal sum(Figures figures, String measure, String level, String stratifier) {
    return figures.all().stream()
        .filter(one -> one.measure().id().equals(measure))
        .filter(one -> one.population().level().equals(level))
        .filter(one -> one.population().stratifier().equals(stratifier))
        .map(one -> one.value().orElseThrow())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<String> lines(Figures figures) {
    var lines = new ArrayList<String>();
    for (var figure : figures.all()) {
      var population = figure.population();
      lines.add(
          String.join(
              ",",
              figure.measure().id(),
              population.level(),
              population.organisation(),
              population.stratifier(),
              population.stratum(),
              text(figure.numerator()),
              text(figure.denominator()),
              text(figure.value())));
    }
    return lines;
  }

  private static String key(String line) {
    return String.join(",", List.of(line.split(",", -1)).subList(0, 5));
  }

  private static String text(Optional<BigDecimal> number) {
    return number.map(BigDecimal::toPlainString).orElse("");
  }
}
