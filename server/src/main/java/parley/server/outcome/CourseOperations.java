package parley.server.outcome;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import parley.server.fhir.FhirProvider;

/**
 * {@code EpisodeOfCare/$outcome} and {@code Patient/$outcomes}; docs/outcomes.md describes both.
 */
public final class CourseOperations implements FhirProvider {

  private final CourseOutcomes outcomes;
  private final DaoRegistry daos;

  CourseOperations(CourseOutcomes outcomes, DaoRegistry daos) {
    this.outcomes = outcomes;
    this.daos = daos;
  }

  /**
   * How a course of treatment stands.
   *
   * @return the facts as Parameters; 404 when there is no such EpisodeOfCare
   */
  @Operation(name = "$outcome", typeName = "EpisodeOfCare", idempotent = true)
  public Parameters outcome(@IdParam IdType id) {
    return outcomes.parameters(id.getIdPart()).orElseThrow(() -> new ResourceNotFoundException(id));
  }

  /**
   * How every course of treatment of a person stands.
   *
   * @return one parameter {@code course} for each, in order of their start, and one {@code finding}
   *     for each score that is of no course; for a Patient that was replaced those of the survivor;
   *     404 when there is no such Patient
   */
  @Operation(name = "$outcomes", typeName = "Patient", idempotent = true)
  public Parameters outcomes(@IdParam IdType id, RequestDetails request) {
    daos.getResourceDao(Patient.class).read(id, request);
    return outcomes.ofPatient(id.getIdPart());
  }
}
