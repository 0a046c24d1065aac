package parley.mappings.fhirmessage;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.Sender;
import parley.mappings.reading.OwnSystems;

/**
 * Identifiers of people whose system says what sort of number it is but not whose: two trusts give
 * the same number to two people. Their system is made of the organisation that assigns them, else
 * of the sender.
 */
final class LocalIdentifiers {

  /**
   * Systems that are not unique to an owner, in lower case. UNVERIFIED, recalled of NHS England's
   * list of systems: {@code https://fhir.nhs.uk/Id/local-patient-identifier} is for the local
   * number of whichever organisation the identifier's assigner names.
   */
  private static final Set<String> SHARED =
      Set.of(
          "https://fhir.nhs.uk/id/local-patient-identifier",
          "http://fhir.nhs.uk/id/local-patient-identifier");

  private static final String KIND = "local-patient-identifier";

  private LocalIdentifiers() {}

  /** Gives each shared system of a Patient its owner. To do it again changes nothing. */
  static void scope(Patient patient, FhirMessage message, Sender sender) {
    for (var identifier : patient.getIdentifier()) {
      if (identifier.hasSystem()
          && SHARED.contains(identifier.getSystem().toLowerCase(java.util.Locale.ROOT))) {
        identifier.setSystem(
            assigner(identifier, message)
                .filter(OwnSystems::looksLikeOds)
                .map(code -> OwnSystems.identifier(sender, KIND, code))
                .orElseGet(() -> OwnSystems.unassigned(sender, KIND, "")));
      }
    }
  }

  private static Optional<String> assigner(Identifier identifier, FhirMessage message) {
    var assigner = identifier.getAssigner();
    var sent =
        message.target(assigner, Organization.class).stream()
            .flatMap(organisation -> organisation.getIdentifier().stream());
    return Stream.concat(Stream.of(assigner.getIdentifier()), sent)
        .filter(BusinessIds::isOds)
        .map(Identifier::getValue)
        .findFirst();
  }
}
