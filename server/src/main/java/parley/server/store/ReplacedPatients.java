package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.mappings.Problem;
import parley.server.fhir.RecordRule;

/**
 * An EHR that has not heard of a join goes on writing answers and scores under the Patient that was
 * replaced. They are the survivor's, whom {@code Patient.link} of type {@code replaced-by} names.
 */
public final class ReplacedPatients implements RecordRule {

  private final FhirContext context;
  private final JdbcTemplate jdbc;
  private final StoredRecords records;

  public ReplacedPatients(
      FhirContext context, DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    this.context = context;
    this.jdbc = jdbc;
    this.records =
        new StoredRecords(
            daos, jdbc, SharedEntityManagerCreator.createSharedEntityManager(sessions));
  }

  @Override
  public void settle(Resource resource) {
    subject(resource)
        .ifPresent(written -> survivor(written).ifPresent(now -> redirect(resource, written, now)));
  }

  @Override
  public List<Problem> check(Resource resource) {
    return List.of();
  }

  private static Optional<String> subject(Resource resource) {
    var subject = new Reference();
    if (resource instanceof QuestionnaireResponse response) {
      subject = response.getSubject();
    } else if (resource instanceof Observation observation) {
      subject = observation.getSubject();
    }
    return Optional.of(subject.getReferenceElement())
        .filter(id -> "Patient".equals(id.getResourceType()))
        .map(id -> id.getIdPart());
  }

  /**
   * Who a replaced Patient is now; empty for one that was not replaced. Waits for a join of the
   * Patient that is under way, and lets other writes about it pass.
   */
  Optional<String> survivor(String id) {
    var seen = new HashSet<String>();
    var now = id;
    while (seen.add(now)) {
      var next = replacement(now);
      if (next.isEmpty()) {
        return Optional.of(now).filter(found -> !found.equals(id));
      }
      now = next.get();
    }
    return Optional.empty(); // a ring of links names nobody
  }

  private Optional<String> replacement(String id) {
    jdbc.query(
        "select pg_advisory_xact_lock_shared(hashtextextended(?, 0))", row -> {}, "Patient/" + id);
    var linked =
        jdbc.queryForObject(
            "select exists (select 1 from hfj_res_link link join hfj_resource source"
                + " on source.res_id = link.src_resource_id where source.res_type = 'Patient'"
                + " and source.fhir_id = ? and link.src_path = 'Patient.link.other')",
            Boolean.class,
            id);
    return Boolean.TRUE.equals(linked)
        ? records.read("Patient", id).map(Patient.class::cast).flatMap(ReplacedPatients::next)
        : Optional.empty();
  }

  private static Optional<String> next(Patient patient) {
    return patient.getLink().stream()
        .filter(link -> link.getType() == LinkType.REPLACEDBY)
        .map(link -> link.getOther().getReferenceElement())
        .filter(other -> "Patient".equals(other.getResourceType()))
        .map(other -> other.getIdPart())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private void redirect(Resource resource, String from, String to) {
    for (var reference :
        context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class)) {
      var target = new IdType(reference.getReference());
      if ("Patient".equals(target.getResourceType()) && from.equals(target.getIdPart())) {
        reference.setReference("Patient/" + to);
        reference.setResource(null);
      }
    }
  }
}
