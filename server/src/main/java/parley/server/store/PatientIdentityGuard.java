package parley.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import parley.mappings.Person.Key;
import parley.server.fhir.FhirInterceptor;
import parley.terminology.Systems;

/**
 * Keeps one person one Patient for writes through the FHIR endpoint as well: an identifier that
 * another Patient holds is refused with 409, in the same transaction that stores the Patient.
 */
@Interceptor
public final class PatientIdentityGuard implements FhirInterceptor {

  private final Identities identities;

  public PatientIdentityGuard(Identities identities) {
    this.identities = identities;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    register(List.of(), resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    register(before instanceof Patient patient ? keys(patient) : List.of(), after, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    if (resource instanceof Patient patient) {
      identities.releaseAll(patient.getIdElement().getIdPart());
    }
  }

  private void register(List<Key> before, IBaseResource resource, RequestDetails request) {
    if (!(resource instanceof Patient patient) || isOwn(request) || isReplaced(patient)) {
      return;
    }
    var id = patient.getIdElement().getIdPart();
    var keys = keys(patient);
    identities.lock(keys);
    // Only what this write takes away; identifiers that came by a join stay.
    identities.release(before.stream().filter(key -> !keys.contains(key)).toList(), id);
    if (identities.claim(keys, id).isPresent()) {
      throw new ResourceVersionConflictException(
          "Patient.identifier: another Patient holds one of these identifiers; update that"
              + " Patient, or join the two");
    }
  }

  private static boolean isOwn(RequestDetails request) {
    return request != null && request.getUserData().containsKey(StoredRecords.OWN_WRITE);
  }

  /** Its identifiers went to the surviving Patient. */
  private static boolean isReplaced(Patient patient) {
    return patient.getLink().stream().anyMatch(link -> link.getType() == LinkType.REPLACEDBY);
  }

  private static List<Key> keys(Patient patient) {
    return patient.getIdentifier().stream()
        .filter(identifier -> identifier.hasSystem() && identifier.hasValue())
        .map(PatientIdentityGuard::key)
        .distinct()
        .toList();
  }

  private static Key key(Identifier identifier) {
    // "999 123 4560" and "9991234560" are one number.
    return Systems.NHS_NUMBER.equals(identifier.getSystem())
        ? new Key(identifier.getSystem(), identifier.getValue().replaceAll("[\\s-]", ""))
        : new Key(identifier.getSystem(), identifier.getValue());
  }
}
