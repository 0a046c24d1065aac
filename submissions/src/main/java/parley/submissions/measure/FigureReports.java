package parley.submissions.measure;

import ca.uhn.fhir.context.FhirContext;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupStratifierComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import parley.submissions.engine.CountedPopulation;
import parley.terminology.Systems;

/**
 * Figures as FHIR MeasureReports, one for each measure: the provider's total in the group, its
 * commissioners and breakdowns as strata. They name nobody, and their counts are exact.
 */
public final class FigureReports {

  private static final String POPULATION =
      "http://terminology.hl7.org/CodeSystem/measure-population";

  private FigureReports() {}

  /** The reports, in the order of the measures. */
  public static List<MeasureReport> of(Figures figures) {
    var byMeasure = new LinkedHashMap<String, List<Figure>>();
    for (var figure : figures.all()) {
      byMeasure.computeIfAbsent(figure.measure().id(), id -> new ArrayList<>()).add(figure);
    }
    return byMeasure.values().stream().map(list -> report(figures, list)).toList();
  }

  /** Writes one report on each line ({@code application/fhir+ndjson}); the stream is left open. */
  public static void write(Figures figures, OutputStream out) {
    var parser = FhirContext.forR4Cached().newJsonParser();
    try {
      var lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      for (var report : of(figures)) {
        lines.write(parser.encodeResourceToString(report));
        lines.write('\n');
      }
      lines.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static MeasureReport report(Figures figures, List<Figure> list) {
    var measure = list.get(0).measure().measure();
    var report = new MeasureReport();
    report.setStatus(MeasureReportStatus.COMPLETE);
    report.setType(MeasureReportType.SUMMARY);
    report.setMeasure(measure.getUrl() + '|' + measure.getVersion());
    report.setPeriod(period(figures));
    report
        .getReporter()
        .setIdentifier(
            new Identifier()
                .setSystem(Systems.ODS_ORGANISATION)
                .setValue(figures.facts().provider()));
    var group = report.addGroup();
    var stratifiers = new LinkedHashMap<String, MeasureReportGroupStratifierComponent>();
    for (var figure : list) {
      place(group, stratifiers, figure);
    }
    return report;
  }

  private static Period period(Figures figures) {
    var period = new Period();
    period.setStartElement(new DateTimeType(figures.facts().start().toString()));
    period.setEndElement(new DateTimeType(figures.facts().end().toString()));
    return period;
  }

  private static void place(
      MeasureReportGroupComponent group,
      Map<String, MeasureReportGroupStratifierComponent> stratifiers,
      Figure figure) {
    var population = figure.population();
    var provider = population.level().equals(CountedPopulation.PROVIDER);
    var total = population.stratifier().equals(CountedPopulation.TOTAL);
    if (provider && total) {
      counts(figure)
          .forEach((code, count) -> group.addPopulation().setCode(code(code)).setCount(count));
      score(figure).ifPresent(group::setMeasureScore);
      return;
    }
    var name =
        provider
            ? population.stratifier()
            : CountedPopulation.COMMISSIONER + (total ? "" : ", " + population.stratifier());
    var stratifier = stratifiers.get(name);
    if (stratifier == null) {
      stratifier = group.addStratifier();
      stratifier.addCode(text(name));
      stratifiers.put(name, stratifier);
    }
    var stratum = stratifier.addStratum();
    if (provider || total) {
      stratum.setValue(text(provider ? population.stratum() : population.organisation()));
    } else {
      component(stratum, CountedPopulation.COMMISSIONER, population.organisation());
      component(stratum, population.stratifier(), population.stratum());
    }
    counts(figure)
        .forEach((code, count) -> stratum.addPopulation().setCode(code(code)).setCount(count));
    score(figure).ifPresent(stratum::setMeasureScore);
  }

  private static void component(StratifierGroupComponent stratum, String code, String value) {
    stratum.addComponent().setCode(text(code)).setValue(text(value));
  }

  /** What of a figure is a number of people or things; the sum that a mean is made of is none. */
  private static Map<String, Integer> counts(Figure figure) {
    var counts = new LinkedHashMap<String, Integer>();
    switch (figure.measure().kind()) {
      case COUNT -> figure.numerator().ifPresent(it -> counts.put("initial-population", whole(it)));
      case RATE -> {
        figure.numerator().ifPresent(it -> counts.put("numerator", whole(it)));
        figure.denominator().ifPresent(it -> counts.put("denominator", whole(it)));
      }
      case MEAN, MEDIAN ->
          figure.denominator().ifPresent(it -> counts.put("measure-population", whole(it)));
      case SUM -> {
        // Its score is all of it.
      }
    }
    return counts;
  }

  private static int whole(BigDecimal count) {
    return count.intValueExact();
  }

  private static Optional<Quantity> score(Figure figure) {
    return switch (figure.measure().kind()) {
      case COUNT -> Optional.empty();
      case RATE ->
          figure
              .value()
              .map(
                  rate ->
                      new Quantity()
                          .setValue(rate)
                          .setUnit("%")
                          .setSystem(Systems.UCUM)
                          .setCode("%"));
      case SUM, MEAN, MEDIAN -> figure.value().map(value -> new Quantity().setValue(value));
    };
  }

  private static CodeableConcept code(String code) {
    var concept = new CodeableConcept();
    concept.addCoding().setSystem(POPULATION).setCode(code);
    return concept;
  }

  private static CodeableConcept text(String text) {
    return new CodeableConcept().setText(text);
  }
}
