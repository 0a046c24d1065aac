package parley.mappings.fhirmessage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * What makes resources of two messages the same thing. Never the id under which a sender keeps
 * them, but for what has no identifier: that holds within the sender only.
 */
final class BusinessIds {

  private BusinessIds() {}

  /** Whether an identifier is an ODS code, in whatever case its system is written. */
  static boolean isOds(Identifier identifier) {
    return identifier.hasValue()
        && identifier.hasSystem()
        && Systems.ODS_ORGANISATION.equalsIgnoreCase(identifier.getSystem());
  }

  /** Identifiers with system and value; ODS codes as the register writes them. */
  static List<Identifier> whole(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(it -> it.hasSystem() && it.hasValue())
        .map(
            it ->
                isOds(it)
                    ? it.copy()
                        .setSystem(Systems.ODS_ORGANISATION)
                        .setValue(it.getValue().toUpperCase(Locale.ROOT))
                    : it)
        .toList();
  }

  /** The id of a resource by the first of its identifiers, ODS codes before others. */
  static Optional<String> byIdentifier(String type, List<Identifier> identifiers) {
    var all = whole(identifiers);
    return all.stream()
        .filter(BusinessIds::isOds)
        .findFirst()
        .or(() -> all.stream().findFirst())
        .map(it -> RecordIds.of(type, it.getSystem(), it.getValue()));
  }

  /** The identifiers of whatever resource, as far as its type has a list of them. */
  static List<Identifier> identifiers(Resource resource) {
    var property = resource.getNamedProperty("identifier");
    return property == null
        ? List.of()
        : property.getValues().stream()
            .filter(Identifier.class::isInstance)
            .map(Identifier.class::cast)
            .toList();
  }

  /** What a code is told from others by, as the mappings of HL7 v2 tell it. */
  static String of(CodeableConcept code) {
    if (code.hasCoding()) {
      var first = code.getCodingFirstRep();
      return first.getSystem() + '|' + first.getCode();
    }
    return String.valueOf(code.getText());
  }
}
