package parley.submissions.publication;

import ca.uhn.fhir.context.FhirContext;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import parley.submissions.disclosure.Shown;
import parley.terminology.Systems;

/**
 * Published figures as FHIR R4 MeasureReports of type {@code summary}, one for each measure. They
 * have no subject, no list of subjects and no evaluated resource; what is hidden is absent with
 * reason {@code masked}.
 */
public final class PublicationReports {

  private static final String POPULATION =
      "http://terminology.hl7.org/CodeSystem/measure-population";
  private static final String SECURITY =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

  private final PublishedFigures figures;

  private PublicationReports(PublishedFigures figures) {
    this.figures = figures;
  }

  /** The reports, in the order of the measures. */
  public static List<MeasureReport> of(PublishedFigures figures) {
    var byMeasure = new LinkedHashMap<String, List<PublishedFigure>>();
    for (var figure : figures.all()) {
      byMeasure.computeIfAbsent(figure.measure().id(), id -> new ArrayList<>()).add(figure);
    }
    var reports = new PublicationReports(figures);
    return byMeasure.values().stream().map(reports::report).toList();
  }

  /** Writes one report on each line; the stream is flushed and left open. */
  public static void write(PublishedFigures figures, OutputStream out) throws IOException {
    var parser = FhirContext.forR4Cached().newJsonParser();
    var lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (var report : of(figures)) {
      lines.write(parser.encodeResourceToString(report));
      lines.write('\n');
    }
    lines.flush();
  }

  private MeasureReport report(List<PublishedFigure> its) {
    var measure = its.get(0).measure().measure();
    var report = new MeasureReport();
    report.getMeta().addSecurity().setSystem(SECURITY).setCode("REDACTED");
    report.getMeta().addSecurity().setSystem(SECURITY).setCode("ABSTRED");
    report.setStatus(MeasureReportStatus.COMPLETE);
    report.setType(MeasureReportType.SUMMARY);
    report.setMeasure(measure.getUrl() + '|' + measure.getVersion());
    var period = new Period();
    period.setStartElement(new DateTimeType(figures.period().start().toString()));
    period.setEndElement(new DateTimeType(figures.period().end().toString()));
    report.setPeriod(period);
    var whole = whole(its);
    if (whole.type() == PlaceType.PROVIDER) {
      report
          .getReporter()
          .setIdentifier(
              new Identifier().setSystem(Systems.ODS_ORGANISATION).setValue(whole.code()));
    }
    var group = report.addGroup();
    var stratifier = new MeasureReport.MeasureReportGroupStratifierComponent();
    stratifier.addCode(new CodeableConcept().setText("place and breakdown"));
    for (var figure : its) {
      if (figure.place().equals(whole) && isTotal(figure)) {
        counts(figure)
            .forEach(
                (code, count) -> group.addPopulation().setCode(code(code)).setCountElement(count));
        figure
            .complement()
            .ifPresent(
                it -> group.addPopulation().setCode(complement()).setCountElement(count(it)));
        score(figure).ifPresent(group::setMeasureScore);
      } else {
        stratum(stratifier.addStratum(), figure);
      }
    }
    if (!stratifier.getStratum().isEmpty()) {
      group.addStratifier(stratifier);
    }
    return report;
  }

  /** The place that a report is about: all together, or the provider. */
  private static Place whole(List<PublishedFigure> its) {
    var places = its.stream().map(PublishedFigure::place).distinct().toList();
    return places.stream()
        .filter(place -> place.type() == PlaceType.ALL)
        .findFirst()
        .or(() -> places.stream().filter(place -> place.type() == PlaceType.PROVIDER).findFirst())
        .orElse(places.get(0));
  }

  private static boolean isTotal(PublishedFigure figure) {
    return new Spot(figure.place(), figure.breakdown(), figure.category()).isTotal();
  }

  private static void stratum(StratifierGroupComponent stratum, PublishedFigure figure) {
    component(stratum, figure.place().type().code(), figure.place().code());
    component(stratum, figure.breakdown(), figure.category());
    counts(figure)
        .forEach(
            (code, count) -> stratum.addPopulation().setCode(code(code)).setCountElement(count));
    figure
        .complement()
        .ifPresent(it -> stratum.addPopulation().setCode(complement()).setCountElement(count(it)));
    score(figure).ifPresent(stratum::setMeasureScore);
  }

  private static void component(StratifierGroupComponent stratum, String code, String value) {
    stratum
        .addComponent()
        .setCode(new CodeableConcept().setText(code))
        .setValue(new CodeableConcept().setText(value));
  }

  private static Map<String, IntegerType> counts(PublishedFigure figure) {
    var counts = new LinkedHashMap<String, IntegerType>();
    switch (figure.measure().kind()) {
      case COUNT -> figure.numerator().ifPresent(it -> counts.put("initial-population", count(it)));
      case RATE -> {
        figure.numerator().ifPresent(it -> counts.put("numerator", count(it)));
        figure.denominator().ifPresent(it -> counts.put("denominator", count(it)));
      }
      case MEAN, MEDIAN ->
          figure.denominator().ifPresent(it -> counts.put("measure-population", count(it)));
      case SUM -> {
        // Its score is all of it.
      }
    }
    return counts;
  }

  private static IntegerType count(Shown shown) {
    if (shown instanceof Shown.Count count) {
      return new IntegerType(Math.toIntExact(count.rounded()));
    }
    var absent = new IntegerType();
    absent.addExtension(masked());
    return absent;
  }

  private static Optional<Quantity> score(PublishedFigure figure) {
    if (figure.measure().kind() == parley.submissions.measure.MeasureDefinition.Kind.COUNT) {
      return Optional.empty();
    }
    var score = new Quantity();
    if (figure.value().isEmpty()) {
      score.addExtension(masked());
      return Optional.of(score);
    }
    score.setValue(figure.value().get());
    var unit = FigureUnit.of(figure.measure());
    unit.ucum().ifPresent(code -> score.setUnit(unit.word()).setSystem(Systems.UCUM).setCode(code));
    return Optional.of(score);
  }

  private static Extension masked() {
    return new Extension(Systems.EXT_DATA_ABSENT_REASON, new CodeType(PublicationCsv.MASKED));
  }

  /** FHIR has no code for it. */
  private static CodeableConcept complement() {
    return new CodeableConcept().setText("in the denominator and not in the numerator");
  }

  private static CodeableConcept code(String code) {
    var concept = new CodeableConcept();
    concept.addCoding().setSystem(POPULATION).setCode(code);
    return concept;
  }
}
