package parley.mappings.result;

import java.util.ArrayList;
import java.util.HashMap;
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
    var entries = entries(reading, person.get(), terminology);
    var once = Entries.once(reading, entries);
    return reading.stopped()
        ? reading.rejected()
        : reading.result(new RecordBundle(List.of(person.get().person()), once));
  }

  private static List<Entry> entries(
      Reading reading, PersonRecord person, Terminology terminology) {
    var entries = new ArrayList<Entry>(person.entries());
    var reports = new HashSet<String>();
    var mappers = new HashMap<String, ObservationMapper>();
    var orders = new HashMap<String, Integer>();
    var items = new QuestionItems(reading, terminology, ShippedQuestionnaires.get());
    for (var order : Order.all(reading)) {
      var report = Report.read(reading, order, person.reference());
      if (report.isEmpty()) {
        continue;
      }
      var sorted = items.sorted(order);
      for (var asked : sorted.asked().entrySet()) {
        if (!reports.add(report.get().identity() + ' ' + asked.getKey())) {
          twice(reading, order);
        }
        entries.addAll(
            new QuestionnaireResult(
                    reading, report.get(), ShippedQuestionnaires.get(), asked.getKey())
                .entries(asked.getValue()));
      }
      var identity = report.get().identity();
      var mapper =
          mappers.computeIfAbsent(
              identity, owner -> new ObservationMapper(reading, person.reference(), owner));
      var nth = orders.merge(identity + '\u001f' + order.obr().field(4).value(), 1, Integer::sum);
      entries.addAll(
          new ClinicalResult(reading, report.get(), mapper, nth).entries(sorted.others()));
    }
    return entries;
  }

  private static void twice(Reading reading, Order order) {
    reading.note(
        Problem.error(
            ProblemCode.CONTRADICTION,
            order.obr().location(3),
            "two orders of the message have the same number and answer the same questionnaire",
            "Send another number in OBR-3 for each time it was answered."));
  }
}
