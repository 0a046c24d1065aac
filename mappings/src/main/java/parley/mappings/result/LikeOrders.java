package parley.mappings.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.OtherNames;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.Renamed;
import parley.mappings.hl7v2.Hl7Times;
import parley.mappings.reading.Reading;

/**
 * Orders of a message that have one number and one OBR-4. The results of the first go by number and
 * code alone, as those of a lone order do; those of the others by their time as well, so that a
 * correction that holds one order alone finds it wherever it stood.
 */
final class LikeOrders {

  private final Reading reading;
  private final Map<String, List<String>> times = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final List<OtherNames> otherNames = new ArrayList<>();

  LikeOrders(Reading reading, List<Report> reports) {
    this.reading = reading;
    for (var report : reports) {
      times.computeIfAbsent(key(report), one -> new ArrayList<>()).add(time(report.order()));
    }
  }

  /** The results of an order by the names that they have; orders are given as they come. */
  List<Entry> named(Report report, List<Entry> entries) {
    var key = key(report);
    var nth = taken.merge(key, 1, Integer::sum);
    var time = time(report.order());
    var isOne =
        !time.isEmpty() && times.get(key).stream().filter(time::equals).limit(2).count() == 1;
    var names = names(entries, isOne ? time : String.valueOf(nth));
    if (names.isEmpty()) {
      return entries;
    }
    if (nth == 1) {
      if (isOne) {
        otherNames.add(new OtherNames(names));
      }
      return entries;
    }
    if (!isOne) {
      noteAlike(report);
    }
    return Renamed.of(entries, names);
  }

  /** By which results of the first of such orders are held when it was not the first before. */
  List<OtherNames> otherNames() {
    return otherNames;
  }

  private static Map<String, String> names(List<Entry> entries, String apart) {
    var names = new HashMap<String, String>();
    for (var entry : entries) {
      if (entry instanceof Write write
          && (write.resource() instanceof Observation
              || write.resource() instanceof DiagnosticReport)) {
        var type = write.resource().fhirType();
        var id = write.resource().getIdElement().getIdPart();
        names.put(Renamed.name(write.resource()), type + '/' + RecordIds.of(type, id, apart));
      }
    }
    return names;
  }

  private static String key(Report report) {
    return report.identity() + '\u001f' + report.order().obr().field(4).value();
  }

  /** OBR-7, else the first OBX-14; empty when neither says when. */
  private static String time(Order order) {
    return Hl7Times.dateTime(order.obr().field(7).value())
        .or(
            () ->
                order.results().stream()
                    .map(obx -> Hl7Times.dateTime(obx.field(14).value()))
                    .flatMap(Optional::stream)
                    .findFirst())
        .map(Type::primitiveValue)
        .orElse("");
  }

  private void noteAlike(Report report) {
    reading.note(
        Problem.warning(
            ProblemCode.INCOMPLETE,
            report.order().obr().location(7),
            "orders of the message have one number, one code and no time of their own; they are told"
                + " apart by their place, and a correction of one alone is taken for the first",
            "Send another number in OBR-3 for each order, or its time in OBR-7."));
  }
}
