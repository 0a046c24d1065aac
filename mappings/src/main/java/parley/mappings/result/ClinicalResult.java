package parley.mappings.result;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.care.Party;
import parley.mappings.clinical.ObservationMapper;
import parley.mappings.clinical.ObservationMapper.Stated;
import parley.mappings.document.Attachments;
import parley.mappings.document.Content;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.MessageTime;
import parley.mappings.reading.Reading;

/** The OBX of one order that answer no questionnaire: Observations, documents and their report. */
final class ClinicalResult {

  private final Reading reading;
  private final Report report;
  private final ObservationMapper mapper;
  private final List<Content.Held> documents = new ArrayList<>();
  private boolean documentsRemoved;

  /**
   * The results of an order.
   *
   * @param mapper one that has the report's identity
   */
  ClinicalResult(Reading reading, Report report, ObservationMapper mapper) {
    this.reading = reading;
    this.report = report;
    this.mapper = mapper;
  }

  /**
   * The writes, targets of references first.
   *
   * @param segments OBR, and the OBX and NTE as they follow one another
   */
  List<Entry> entries(List<Segment> segments) {
    var results = report.observations(mapper, reading, withoutDocuments(segments));
    var entries = new ArrayList<Entry>();
    documents.forEach(file -> entries.add(Write.ifAbsent(file.binary())));
    results.forEach(result -> entries.add(notOlder(result.write())));
    var measured = results.stream().anyMatch(result -> result.measure().isPresent());
    if (measured || documentsRemoved || !documents.isEmpty()) {
      entries.add(written(diagnosticReport(segments, results)));
    }
    return entries;
  }

  private static Write notOlder(Write write) {
    return new Write(write.resource(), write.cleared(), new When.NotOlder(), write.defaults());
  }

  /** Takes the documents out, with the notes on them. */
  private List<Segment> withoutDocuments(List<Segment> segments) {
    var attachments = new Attachments(reading, report.subject(), "report " + report.identity());
    return new NotedSegments(segments)
        .without(
            segment -> {
              var document = segment.name().equals("OBX") && segment.field(2).value().equals("ED");
              if (document) {
                attach(attachments, segment);
              }
              return document;
            },
            reading,
            "a document",
            "Send what others have to read in the document.");
  }

  private void attach(Attachments attachments, Segment obx) {
    if (ResultStatus.isRemoved(obx)) {
      documentsRemoved = true;
      return;
    }
    for (var content : attachments.encapsulated(obx)) {
      if (content instanceof Content.Held file) {
        documents.add(file);
      } else if (content instanceof Content.Broken broken) {
        reading.note(broken.problem());
      } else if (content instanceof Content.NotTaken refused) {
        // The results beside it are not held up by a type that this sender may always send.
        reading.note(refused.problem());
      }
    }
  }

  private DiagnosticReport diagnosticReport(List<Segment> segments, List<Stated> results) {
    var obr = report.order().obr();
    var result = new DiagnosticReport();
    // Some laboratories give all orders of a request one number.
    var ordered = obr.field(4).value();
    result.setId(RecordIds.of("DiagnosticReport", report.identity(), ordered));
    MessageTime.stamp(reading, result);
    report.identifier().ifPresent(number -> result.addIdentifier(number.copy()));
    report.referral().ifPresent(named -> result.addBasedOn(named.copy()));
    result.setStatus(status(segments));
    result.setCode(code(obr));
    result.setSubject(report.subject().copy());
    reading.dateTime(obr, 7).ifPresent(result::setEffective);
    reading.instant(obr, 22).ifPresent(result::setIssuedElement);
    results.forEach(one -> result.addResult(Party.reference(one.observation())));
    documents.forEach(file -> result.addPresentedForm(file.attachment()));
    return result;
  }

  /** OBR-4 as it came: what an order is called is nobody's table, so nothing is reported of it. */
  private CodeableConcept code(Segment obr) {
    var named = obr.field(4);
    var concept = new CodeableConcept();
    if (!named.component(1).isEmpty()) {
      concept.addCoding(reading.codes().original(obr, 4, named.component(3), named.component(1)));
    }
    var text = named.component(2).isEmpty() ? named.component(5) : named.component(2);
    return concept.setText(text.isEmpty() ? "Clinical results" : text);
  }

  /** Void when every OBX is; else OBR-25, else what the OBX say. */
  private DiagnosticReportStatus status(List<Segment> segments) {
    var obr = report.order().obr();
    var told = ResultStatus.of(obr, segments.stream().filter(ClinicalResult::isResult).toList());
    var code = obr.field(25).value();
    var ordered =
        reading.codes().code("report-status", obr, 25, code).map(DiagnosticReportStatus::fromCode);
    return switch (told) {
      case ENTEREDINERROR -> DiagnosticReportStatus.ENTEREDINERROR;
      case AMENDED ->
          ordered.filter(ClinicalResult::isChange).orElse(DiagnosticReportStatus.CORRECTED);
      case INPROGRESS -> ordered.orElse(DiagnosticReportStatus.PRELIMINARY);
      default ->
          ordered.orElse(
              code.isEmpty() ? DiagnosticReportStatus.FINAL : DiagnosticReportStatus.UNKNOWN);
    };
  }

  private static boolean isResult(Segment segment) {
    return segment.name().equals("OBX");
  }

  /** Some senders leave OBR-25 at F when a result of the order is corrected. */
  private static boolean isChange(DiagnosticReportStatus status) {
    return status != DiagnosticReportStatus.FINAL;
  }

  /** A message tells the results of the report anew; documents only when it speaks of them. */
  private Write written(DiagnosticReport diagnosticReport) {
    var cleared = new HashSet<>(Set.of("result"));
    if (documentsRemoved) {
      cleared.add("presentedForm");
    }
    return new Write(diagnosticReport, cleared, new When.NotOlder(), Set.of());
  }
}
