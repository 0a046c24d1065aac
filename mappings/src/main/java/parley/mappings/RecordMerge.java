package parley.mappings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceFactory;

/**
 * Brings a write and the stored resource together, so that a message changes what it speaks of and
 * leaves alone what it is silent about (HL7 v2.4 chapter 2: an empty field says nothing, the null
 * {@code ""} deletes).
 *
 * <ul>
 *   <li>An element the write holds replaces the stored one; one it lacks stays, and so does one it
 *       holds only as a default.
 *   <li>{@code identifier} is a union by system and value; of NHS numbers there is one, the latest.
 *   <li>{@code extension} is replaced url by url, {@code telecom} by system and use, {@code name}
 *       of a person by use: an alias leaves the official name. A name without use is the official
 *       one.
 *   <li>{@code category} of codes is a union by system and code, {@code supportingInfo} a union by
 *       reference: a message that has no word of one more does not end it. Where a message tells
 *       categories anew, the write clears the element first.
 *   <li>{@code generalPractitioner} is replaced by kind of target: the practice (Organization), or
 *       the person (Practitioner or PractitionerRole).
 *   <li>{@code deceased}: that somebody died ({@code true}) leaves the date of death stored.
 *   <li>{@code period} is replaced start and end apart.
 *   <li>A cleared name removes: an element ({@code birthDate}, {@code contact}, {@code deceased}
 *       for a choice), or parts of one: {@code telecom:<system>:<use>}, {@code name:<use>}, {@code
 *       generalPractitioner:Organization}, {@code generalPractitioner:Practitioner}, {@code
 *       period:start}, {@code period:end}, {@code extension:<url>}, {@code extension:<url>#<code>}
 *       only if it holds that code. What the write holds besides is set after that.
 *   <li>{@code participant} of an Appointment is replaced by kind: {@code participant:Patient},
 *       {@code participant:Practitioner}, {@code participant:Location}, {@code participant:other};
 *       cleared likewise.
 *   <li>{@code id} and {@code meta} are the stored ones.
 *   <li>A write that says as of when it speaks ({@link AsOf}) leaves alone what is held of later.
 * </ul>
 */
public final class RecordMerge {

  private static final Set<String> KEPT = Set.of("id", "meta");

  private RecordMerge() {}

  /**
   * The outcome.
   *
   * @param resource what is to be stored
   * @param changed whether it differs from what is stored; when not, nothing need be written
   */
  public record Merged(Resource resource, boolean changed) {}

  /**
   * Merges; neither argument is altered.
   *
   * @param write what a message says
   * @param stored what is stored under the same id, of the same resource type
   */
  public static Merged merge(RecordBundle.Write write, Resource stored) {
    if (!write.resource().fhirType().equals(stored.fhirType())) {
      throw new IllegalArgumentException(
          "cannot merge " + write.resource().fhirType() + " onto " + stored.fhirType());
    }
    return mergeLatest(AsOf.standing(write, stored), stored);
  }

  private static Merged mergeLatest(RecordBundle.Write write, Resource stored) {
    var incoming = write.resource();
    var merged = ResourceFactory.createResource(stored.fhirType());
    var spoken = values(incoming);
    spoken.keySet().removeIf(name -> write.defaults().contains(element(name)));
    for (var property : stored.children()) {
      var name = property.getName();
      var element = element(name);
      var kept = write.cleared().contains(element) ? List.<Base>of() : property.getValues();
      var value =
          KEPT.contains(name)
              ? property.getValues()
              : ElementMerge.together(
                  element, kept, spoken.getOrDefault(name, List.of()), write.cleared());
      value.forEach(part -> set(merged, name, part));
    }
    return new Merged(merged, !merged.equalsDeep(stored));
  }

  /** Name of a property as cleared elements and defaults have it: a choice without its type. */
  private static String element(String property) {
    return property.replace("[x]", "");
  }

  /** Adds a value of an element to a resource. */
  static void set(Resource merged, String name, Base part) {
    merged.setProperty(name, part.copy());
    if (part instanceof Enumeration<?> code && !code.hasValue()) {
      // A code that holds only an extension would be given a value that stands for none.
      for (var written : merged.getNamedProperty(name).getValues()) {
        ((Enumeration<?>) written).setValue(null);
      }
    }
  }

  private static Map<String, List<Base>> values(Resource resource) {
    var values = new LinkedHashMap<String, List<Base>>();
    for (Property property : resource.children()) {
      if (property.hasValues()) {
        values.put(property.getName(), property.getValues());
      }
    }
    return values;
  }
}
