package parley.server.store;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * A message would make what is held for one patient another's, such as a referral whose number was
 * used again. Whether the number, the person or the record is wrong, a person has to say. Thrown
 * rather than returned, so that the transaction takes back the identifiers it has given away; of a
 * kind that HAPI's transactions hand on as it is.
 */
final class SubjectChange extends UnprocessableEntityException {

  private static final long serialVersionUID = 1L;

  /** The elements that say whose a resource is, in the types that messages write. */
  private static final List<String> SUBJECTS = List.of("subject", "patient", "for");

  private final transient Resolution.Conflict conflict;

  private SubjectChange(Resolution.Conflict conflict) {
    super(conflict.problem().rule());
    this.conflict = conflict;
  }

  /** What a person has to decide; its candidates may name a Patient that is not stored. */
  Resolution.Conflict conflict() {
    return conflict;
  }

  /** The changes of patient that one message asks for. */
  static final class Found {

    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> patients = new LinkedHashSet<>();

    /** Notes a change of patient, if it is one. */
    void compare(Resource incoming, Resource stored) {
      var now = patient(stored);
      var then = patient(incoming);
      if (now.isPresent() && then.isPresent() && !now.equals(then)) {
        types.add(stored.fhirType());
        patients.add(now.get());
        patients.add(then.get());
      }
    }

    /** Goes on when there is none. */
    void refuse() {
      if (types.isEmpty()) {
        return;
      }
      throw new SubjectChange(
          new Resolution.Conflict(
              Problem.error(
                  ProblemCode.IDENTITY_CONFLICT,
                  "PID-3",
                  "what the message changes is held for another patient: "
                      + String.join(", ", types),
                  "check whose it is and whether its number was used again; correct the record or"
                      + " the message, then replay"),
              List.copyOf(patients)));
    }
  }

  /** Id of the Patient whose a resource is, if it is one's. */
  static Optional<String> patient(Resource resource) {
    if (resource instanceof Appointment appointment) {
      return only(appointment);
    }
    return SUBJECTS.stream()
        .flatMap(name -> Optional.ofNullable(resource.getNamedProperty(name)).stream())
        .flatMap(property -> property.getValues().stream())
        .filter(Reference.class::isInstance)
        .map(reference -> new IdType(((Reference) reference).getReference()))
        .filter(id -> "Patient".equals(id.getResourceType()))
        .map(IdType::getIdPart)
        .findFirst();
  }

  /** An appointment of several patients, as of a group, is nobody's. */
  private static Optional<String> only(Appointment appointment) {
    var patients =
        appointment.getParticipant().stream()
            .map(participant -> new IdType(participant.getActor().getReference()))
            .filter(id -> "Patient".equals(id.getResourceType()))
            .map(IdType::getIdPart)
            .toList();
    return patients.size() == 1 ? Optional.of(patients.get(0)) : Optional.empty();
  }
}
