package parley.server.outcome;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.server.fhir.Outcomes;
import parley.server.store.CurrentRecords;

/**
 * Reads whom and what {@code $populate} is asked about. Whatever is named has to be there and to be
 * the patient's: a response begun with another's course would be refused once it is filled in.
 */
final class PopulateContext {

  private static final String AUTHOR = "author";

  /** What the parts of {@code context} may be named, and of which type their content is. */
  private static final Map<String, Class<? extends Resource>> TYPES =
      Map.of(
          "encounter", Encounter.class,
          "referral", ServiceRequest.class,
          "episode", EpisodeOfCare.class);

  private final CurrentRecords records;

  PopulateContext(CurrentRecords records) {
    this.records = records;
  }

  /**
   * The patient.
   *
   * @return a reference to whoever the Patient is after a join
   */
  Reference subject(Reference given) {
    var id = given.getReferenceElement();
    if (!"Patient".equals(id.getResourceType()) || !id.hasIdPart()) {
      throw new InvalidRequestException(
          "Parameter subject is no reference to a Patient; send Patient/id");
    }
    if (records.one(Patient.class, id.getIdPart()).isEmpty()) {
      throw refused("subject", "there is no such Patient");
    }
    var survivor = records.survivor(id.getIdPart());
    return survivor.equals(id.getIdPart()) && !id.hasVersionIdPart()
        ? given
        : new Reference("Patient/" + survivor);
  }

  /**
   * What is known beside the patient, by name.
   *
   * @throws InvalidRequestException 400 for a part of another name or form
   * @throws UnprocessableEntityException 422 for what is not there or not the patient's
   */
  Map<String, Reference> named(List<ParametersParameterComponent> context, Reference subject) {
    var named = new LinkedHashMap<String, Reference>();
    for (var entry : context) {
      var name = part(entry, "name").map(part -> part.getValue().primitiveValue()).orElse("");
      if (!name.equals(AUTHOR) && !TYPES.containsKey(name)) {
        throw new InvalidRequestException(
            "Parameter context has a part name that is not known; it is author, encounter,"
                + " referral or episode");
      }
      var content = part(entry, "content").map(ParametersParameterComponent::getValue);
      if (!(content.orElse(null) instanceof Reference reference) || !reference.hasReference()) {
        throw new InvalidRequestException(
            "Parameter context has no part content with a reference; send valueReference");
      }
      if (!name.equals(AUTHOR)) {
        check(name, reference, subject);
      }
      named.putIfAbsent(name, reference);
    }
    return named;
  }

  private void check(String name, Reference reference, Reference subject) {
    var type = TYPES.get(name);
    var id = reference.getReferenceElement();
    if (!type.getSimpleName().equals(id.getResourceType()) || !id.hasIdPart()) {
      throw new InvalidRequestException(
          "The content of context " + name + " is no reference to a " + type.getSimpleName());
    }
    var held = records.one(type, id.getIdPart());
    if (held.isEmpty()) {
      throw refused("context " + name, "there is no such " + type.getSimpleName());
    }
    if (!patients(held.get()).contains(subject.getReferenceElement().getIdPart())) {
      throw refused("context " + name, "the " + type.getSimpleName() + " is not the patient's");
    }
  }

  private List<String> patients(Resource held) {
    var patients = new ArrayList<String>();
    for (var element : List.of("subject", "patient")) {
      var property = held.getNamedProperty(element);
      if (property != null) {
        property.getValues().stream()
            .filter(Reference.class::isInstance)
            .map(value -> new IdType(((Reference) value).getReference()))
            .filter(id -> "Patient".equals(id.getResourceType()))
            .forEach(id -> patients.add(records.survivor(id.getIdPart())));
      }
    }
    return patients;
  }

  private static UnprocessableEntityException refused(String parameter, String rule) {
    return new UnprocessableEntityException(
        rule,
        Outcomes.of(
            List.of(
                Problem.error(
                    ProblemCode.INVALID_VALUE,
                    "Parameters.parameter(" + parameter + ")",
                    rule,
                    "Name what is held for this patient."))));
  }

  private static Optional<ParametersParameterComponent> part(
      ParametersParameterComponent entry, String name) {
    return entry.getPart().stream()
        .filter(part -> name.equals(part.getName()) && part.hasValue())
        .findFirst();
  }
}
