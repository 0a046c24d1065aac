package parley.mappings.result;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.clinical.ObservationMapper;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.person.PatientMapper;
import parley.mappings.person.PersonRecord;
import parley.mappings.questionnaire.ShippedQuestionnaires;
import parley.mappings.reading.Entries;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * ORU^R01 (observations are reported): answers to a questionnaire become a QuestionnaireResponse
 * and its scores, a total an Observation, whatever else an Observation; an order with measurements
 * of physical health or with a document has a DiagnosticReport.
 */
public final class ResultMapping implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    reading.needed("OBR");
    var person = PatientMapper.map(reading);
    if (reading.stopped() || person.isEmpty()) {
      return reading.rejected();
    }
    var reports =
        Order.all(reading).stream()
            .flatMap(order -> Report.read(reading, order, person.get().reference()).stream())
            .toList();
    var alike = new LikeOrders(reading, reports);
    var entries = entries(reading, person.get(), terminology, reports, alike);
    var once = Entries.once(reading, entries);
    return reading.stopped()
        ? reading.rejected()
        : reading.result(
            new RecordBundle(List.of(person.get().person()), once, alike.otherNames()));
  }

  private static List<Entry> entries(
      Reading reading,
      PersonRecord person,
      Terminology terminology,
      List<Report> reports,
      LikeOrders alike) {
    var entries = new ArrayList<Entry>(person.entries());
    var asked = new HashSet<String>();
    var items = new QuestionItems(reading, terminology, ShippedQuestionnaires.get());
    for (var report : reports) {
      var sorted = items.sorted(report.order());
      for (var form : sorted.asked().entrySet()) {
        if (!asked.add(report.identity() + ' ' + form.getKey())) {
          twice(reading, report.order());
        }
        entries.addAll(
            new QuestionnaireResult(reading, report, ShippedQuestionnaires.get(), form.getKey())
                .entries(form.getValue()));
      }
      var mapper = new ObservationMapper(reading, person.reference(), report.identity());
      entries.addAll(
          alike.named(
              report, new ClinicalResult(reading, report, mapper).entries(sorted.others())));
    }
    return entries;
  }

  static void twice(Reading reading, Order order) {
    reading.note(
        Problem.error(
            ProblemCode.CONTRADICTION,
            order.obr().location(3),
            "two orders of the message have the same number and answer the same questionnaire",
            "Send another number in OBR-3 for each time it was answered."));
  }
}
