package parley.mappings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import parley.terminology.Systems;

/** The values of one element, stored and told, brought together by the rules of RecordMerge. */
final class ElementMerge {

  private static final Set<String> APPOINTMENT_KINDS =
      Set.of("Patient", "Practitioner", "Location");

  private ElementMerge() {}

  /**
   * The values an element has then.
   *
   * @param element its name; a choice without its type
   * @param stored values stored, none when the element is cleared
   * @param incoming values told, none when the message is silent
   * @param cleared names of elements, and of parts of elements, that the message deletes
   */
  static List<Base> together(
      String element, List<Base> stored, List<Base> incoming, Set<String> cleared) {
    return switch (element) {
      case "identifier" -> identifiers(stored, incoming);
      case "extension" ->
          keyed(
              stored.stream().filter(part -> !cleared.contains(coded(part))).toList(),
              incoming,
              cleared,
              ElementMerge::url);
      case "telecom" -> keyed(stored, incoming, cleared, ElementMerge::contact);
      case "generalPractitioner" -> keyed(stored, incoming, cleared, ElementMerge::target);
      case "name" ->
          all(HumanName.class, stored, incoming)
              ? keyed(stored, incoming, cleared, ElementMerge::name)
              : latest(stored, incoming);
      case "category" ->
          all(CodeableConcept.class, stored, incoming)
              ? keyed(stored, incoming, cleared, ElementMerge::codes)
              : latest(stored, incoming);
      case "supportingInfo" ->
          keyed(stored, incoming, cleared, part -> ((Reference) part).getReference());
      case "deceased" -> deceased(stored, incoming);
      case "participant" ->
          all(AppointmentParticipantComponent.class, stored, incoming)
              ? keyed(stored, incoming, cleared, ElementMerge::participant)
              : latest(stored, incoming);
      case "period" -> period(stored, incoming, cleared);
      default -> latest(stored, incoming);
    };
  }

  private static List<Base> latest(List<Base> stored, List<Base> incoming) {
    return incoming.isEmpty() ? stored : incoming;
  }

  private static boolean all(Class<?> type, List<Base> stored, List<Base> incoming) {
    return stored.stream().allMatch(type::isInstance)
        && incoming.stream().allMatch(type::isInstance);
  }

  /** Who takes part in an appointment, by kind; whoever is not a resource of ours is another. */
  static String participant(Base part) {
    var actor = ((AppointmentParticipantComponent) part).getActor().getReferenceElement();
    var type = actor.getResourceType();
    return "participant:" + (type == null || !APPOINTMENT_KINDS.contains(type) ? "other" : type);
  }

  static String url(Base part) {
    return "extension:" + ((Extension) part).getUrl();
  }

  /** An extension by its url and the code it has, if its value is one. */
  static String coded(Base part) {
    return ((Extension) part).getValue() instanceof CodeableConcept concept
            && concept.getCodingFirstRep().hasCode()
        ? url(part) + '#' + concept.getCodingFirstRep().getCode()
        : url(part);
  }

  private static String contact(Base part) {
    var point = (ContactPoint) part;
    var system = point.hasSystem() ? point.getSystem().toCode() : "";
    return "telecom:" + system + ':' + (point.hasUse() ? point.getUse().toCode() : "");
  }

  private static String name(Base part) {
    var name = (HumanName) part;
    return "name:" + (name.hasUse() ? name.getUse() : HumanName.NameUse.OFFICIAL).toCode();
  }

  private static String target(Base part) {
    var type = ((Reference) part).getReferenceElement().getResourceType();
    return "generalPractitioner:" + ("Organization".equals(type) ? type : "Practitioner");
  }

  private static String codes(Base part) {
    var concept = (CodeableConcept) part;
    var codes = new StringBuilder("category:");
    concept
        .getCoding()
        .forEach(coding -> codes.append(coding.getSystem() + '|' + coding.getCode() + ' '));
    return concept.hasCoding() ? codes.toString() : codes.append(concept.getText()).toString();
  }

  /** Stored parts whose key is neither cleared nor spoken of, then the incoming ones. */
  private static List<Base> keyed(
      List<Base> stored, List<Base> incoming, Set<String> cleared, Function<Base, String> key) {
    var spoken = incoming.stream().map(key).toList();
    var parts = new ArrayList<Base>();
    var placed = new ArrayList<String>();
    for (var part : stored) {
      if (!spoken.contains(key.apply(part))) {
        if (!cleared.contains(key.apply(part))) {
          parts.add(part);
        }
      } else if (!placed.contains(key.apply(part))) {
        // Where it stood, so that saying the same again changes nothing.
        placed.add(key.apply(part));
        incoming.stream().filter(one -> key.apply(one).equals(key.apply(part))).forEach(parts::add);
      }
    }
    incoming.stream().filter(one -> !placed.contains(key.apply(one))).forEach(parts::add);
    return parts;
  }

  private static List<Base> deceased(List<Base> stored, List<Base> incoming) {
    var onlyThat =
        incoming.stream().anyMatch(told -> told instanceof BooleanType died && died.booleanValue());
    var dated = stored.stream().anyMatch(BaseDateTimeType.class::isInstance);
    return onlyThat && dated ? stored : latest(stored, incoming);
  }

  private static List<Base> period(List<Base> stored, List<Base> incoming, Set<String> cleared) {
    if (stored.size() != 1 || !(stored.get(0) instanceof Period held)) {
      return latest(stored, incoming);
    }
    var period = held.copy();
    if (cleared.contains("period:start")) {
      period.setStartElement(null);
    }
    if (cleared.contains("period:end")) {
      period.setEndElement(null);
    }
    for (var part : incoming) {
      var told = (Period) part;
      if (told.hasStart()) {
        period.setStartElement(told.getStartElement());
      }
      if (told.hasEnd()) {
        period.setEndElement(told.getEndElement());
      }
    }
    return period.isEmpty() ? List.of() : List.of(period);
  }

  private static List<Base> identifiers(List<Base> stored, List<Base> incoming) {
    var union = new LinkedHashMap<String, Base>();
    var nhsNumber = incoming.stream().anyMatch(ElementMerge::isNhsNumber);
    for (var part : stored) {
      if (!nhsNumber || !isNhsNumber(part) || holds(incoming, part)) {
        union.put(same(part), part);
      }
    }
    for (var part : incoming) {
      union.merge(same(part), part, ElementMerge::refreshed);
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
