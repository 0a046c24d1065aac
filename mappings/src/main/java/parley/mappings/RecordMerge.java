package parley.mappings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceFactory;
import parley.terminology.Systems;

/**
 * Brings a write and the stored resource together, so that a message changes what it speaks of and
 * leaves alone what it is silent about.
 *
 * <ul>
 *   <li>An element the write holds replaces the stored one; one it lacks stays, and so does one it
 *       holds only as a default.
 *   <li>{@code identifier} is a union by system and value; of NHS numbers there is one, the latest.
 *   <li>{@code extension} is replaced url by url, {@code telecom} by system and use.
 *   <li>A cleared name removes: an element ({@code birthDate}, {@code contact}, {@code deceased}
 *       for a choice), {@code telecom:<system>:<use>}, or {@code extension:<url>}.
 *   <li>{@code id} and {@code meta} are the stored ones.
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
    var incoming = write.resource();
    if (!incoming.fhirType().equals(stored.fhirType())) {
      throw new IllegalArgumentException(
          "cannot merge " + incoming.fhirType() + " onto " + stored.fhirType());
    }
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
              : together(element, kept, spoken.getOrDefault(name, List.of()), write.cleared());
      value.forEach(part -> set(merged, name, part));
    }
    return new Merged(merged, !merged.equalsDeep(stored));
  }

  /** Name of a property as cleared elements and defaults have it: a choice without its type. */
  private static String element(String property) {
    return property.replace("[x]", "");
  }

  private static void set(Resource merged, String name, Base part) {
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

  private static List<Base> together(
      String element, List<Base> stored, List<Base> incoming, Set<String> cleared) {
    return switch (element) {
      case "identifier" -> identifiers(stored, incoming);
      case "extension", "telecom" -> {
        Function<Base, String> key =
            element.equals("telecom") ? RecordMerge::contact : RecordMerge::url;
        var left = stored.stream().filter(part -> !cleared.contains(key.apply(part))).toList();
        yield keyed(left, incoming, key);
      }
      default -> incoming.isEmpty() ? stored : incoming;
    };
  }

  private static String url(Base part) {
    return "extension:" + ((Extension) part).getUrl();
  }

  private static String contact(Base part) {
    var point = (ContactPoint) part;
    var system = point.hasSystem() ? point.getSystem().toCode() : "";
    return "telecom:" + system + ':' + (point.hasUse() ? point.getUse().toCode() : "");
  }

  /** Stored parts whose key is not spoken of, then the incoming ones. */
  private static List<Base> keyed(
      List<Base> stored, List<Base> incoming, Function<Base, String> key) {
    var spoken = incoming.stream().map(key).toList();
    var parts = new ArrayList<Base>();
    var placed = new ArrayList<String>();
    for (var part : stored) {
      if (!spoken.contains(key.apply(part))) {
        parts.add(part);
      } else if (!placed.contains(key.apply(part))) {
        // Where it stood, so that saying the same again changes nothing.
        placed.add(key.apply(part));
        incoming.stream().filter(one -> key.apply(one).equals(key.apply(part))).forEach(parts::add);
      }
    }
    incoming.stream().filter(one -> !placed.contains(key.apply(one))).forEach(parts::add);
    return parts;
  }

  private static List<Base> identifiers(List<Base> stored, List<Base> incoming) {
    var union = new LinkedHashMap<String, Base>();
    var nhsNumber = incoming.stream().anyMatch(RecordMerge::isNhsNumber);
    for (var part : stored) {
      if (!nhsNumber || !isNhsNumber(part) || holds(incoming, part)) {
        union.put(same(part), part);
      }
    }
    for (var part : incoming) {
      union.merge(same(part), part, RecordMerge::refreshed);
    }
    return List.copyOf(union.values());
  }

  private static boolean holds(List<Base> identifiers, Base part) {
    return identifiers.stream().anyMatch(one -> same(one).equals(same(part)));
  }

  private static boolean isNhsNumber(Base part) {
    return Systems.NHS_NUMBER.equals(((Identifier) part).getSystem());
  }

  private static String same(Base part) {
    var identifier = (Identifier) part;
    return identifier.getSystem() + '|' + identifier.getValue();
  }

  /** The same identifier told again: what is not said again, such as its status, still holds. */
  private static Base refreshed(Base stored, Base told) {
    var identifier = ((Identifier) stored).copy();
    var latest = (Identifier) told;
    if (latest.hasExtension()) {
      identifier.setExtension(latest.getExtension());
    }
    if (latest.hasType()) {
      identifier.setType(latest.getType());
    }
    if (latest.hasPeriod()) {
      identifier.setPeriod(latest.getPeriod());
    }
    if (latest.hasUse()) {
      identifier.setUse(latest.getUse());
    }
    return identifier;
  }
}
