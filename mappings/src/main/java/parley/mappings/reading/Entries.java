package parley.mappings.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;

/** Lists of entries. */
public final class Entries {

  private Entries() {}

  /**
   * One write for each resource, where it is first needed: a message may name the same practice
   * several times, and the time it says most is the one to keep. Of two results or questionnaires
   * that differ, or are of different times, neither is kept rather than the other: they are noted,
   * and the message stops.
   */
  public static List<Entry> once(Reading reading, List<Entry> entries) {
    var fullest = new ArrayList<Entry>();
    var placed = new HashSet<String>();
    for (var entry : entries) {
      if (!(entry instanceof Write write)) {
        fullest.add(entry);
      } else if (placed.add(key(write))) {
        noteTwoResults(reading, entries, write);
        fullest.add(
            entries.stream().filter(other -> same(other, write)).reduce(write, Entries::fuller));
      }
    }
    return fullest;
  }

  private static void noteTwoResults(Reading reading, List<Entry> entries, Write write) {
    if (!reading.stopped()
        && entries.stream()
            .filter(other -> same(other, write))
            .anyMatch(other -> differs(write.resource(), ((Write) other).resource()))) {
      reading.note(
          Problem.error(
              ProblemCode.CONTRADICTION,
              "OBX",
              "two results of the message cannot be told apart and have different values or times",
              "Send another number in OBR-3, or another OBX-4, for each time it was measured."));
    }
  }

  private static boolean differs(Resource left, Resource right) {
    if (left instanceof Observation one && right instanceof Observation other) {
      return !Base.compareDeep(one.getValue(), other.getValue(), true)
          || !Base.compareDeep(one.getComponent(), other.getComponent(), true)
          || (one.hasEffective()
              && other.hasEffective()
              && !one.getEffective().equalsDeep(other.getEffective()));
    }
    return left instanceof QuestionnaireResponse one
        && right instanceof QuestionnaireResponse other
        && (!Base.compareDeep(one.getItem(), other.getItem(), true)
            || (one.hasAuthored()
                && other.hasAuthored()
                && !one.getAuthoredElement().equalsDeep(other.getAuthoredElement())));
  }

  private static boolean same(Entry other, Write write) {
    return other instanceof Write one && key(one).equals(key(write));
  }

  private static String key(Write write) {
    return write.resource().fhirType() + '/' + write.resource().getIdElement().getIdPart();
  }

  private static Entry fuller(Entry left, Entry right) {
    return elements(right) > elements(left) ? right : left;
  }

  private static long elements(Entry entry) {
    return entry instanceof Write write
        ? write.resource().children().stream().filter(child -> child.hasValues()).count()
        : 0;
  }
}
