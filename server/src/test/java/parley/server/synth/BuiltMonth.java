package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import parley.server.view.RecordSelection;
import parley.server.view.StoredResources;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.PeriodTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.FigureCsv;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/**
 * Tables, findings and measures of a month, as text, made of what was read of a store.
 *
 * @param tables rows with the resources that they are of, by number of the table
 * @param resources how many were read
 */
record BuiltMonth(
    Map<String, List<String>> tables, List<String> findings, String measures, long resources) {

  private static final PeriodTables TABLES =
      new PeriodTables(new ViewReader(), CourseModel.packaged(), EngineLimits.IN_MEMORY);

  /** What a submission of the month reads. */
  static RecordSelection selection(String month) {
    var days = YearMonth.parse(month);
    return RecordSelection.of(days.atDay(1), days.atEndOfMonth());
  }

  static BuiltMonth of(DataSource store, RecordSelection selection, String provider, String month) {
    var days = YearMonth.parse(month);
    return of(store, selection, provider, days.atDay(1), days.atEndOfMonth());
  }

  /** The same of any period, which the tables know no difference of. */
  static BuiltMonth of(
      DataSource store,
      RecordSelection selection,
      String provider,
      LocalDate start,
      LocalDate end) {
    var facts = new SubmissionFacts(provider, provider, start, end, end.plusDays(20).atTime(12, 0));
    var measures = MeasureFolder.packaged();
    try (var record = StoredResources.open(store, selection)) {
      var read = new AtomicLong();
      ViewResources counted = type -> record.ofType(type).peek(one -> read.incrementAndGet());
      var made =
          TABLES.make(
              counted,
              new SubmissionOrder(facts, "PARLEY"),
              measures.stream().map(MeasureDefinition::query).toList());
      assertThat(made).isInstanceOf(PeriodTables.Result.Made.class);
      var result = (PeriodTables.Result.Made) made;
      var tables = new TreeMap<String, List<String>>();
      for (var table : result.submission().dataset().tables()) {
        tables.put(
            table.number(),
            result.submission().rows(table.number()).stream()
                .map(row -> Arrays.toString(row.values()) + row.resource())
                .toList());
      }
      var report =
          RuleRun.of(result.submission(), RuleBook.iapt21(MadeOrders.SCALES, Registers.none()));
      var findings = new ArrayList<String>();
      findings.add("accepted " + report.accepted());
      report.findings().stream()
          .map(
              one ->
                  one.rule().code()
                      + one.field()
                      + one.row().map(row -> Arrays.toString(row.values()))
                      + one.consequence())
          .forEach(findings::add);
      return new BuiltMonth(
          tables, findings, csv(Figures.of(measures, result.counted(), facts)), read.get());
    }
  }

  private static String csv(Figures figures) {
    var out = new ByteArrayOutputStream();
    FigureCsv.write(figures, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  List<String> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /** The numerator of a measure for the whole of the provider. */
  long count(String measure) {
    return measures
        .lines()
        .filter(line -> line.startsWith(measure + ',') && line.contains(",provider,"))
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[6].equals("total"))
        .map(cells -> new BigDecimal(cells[8]).longValueExact())
        .findFirst()
        .orElse(0L);
  }
}
