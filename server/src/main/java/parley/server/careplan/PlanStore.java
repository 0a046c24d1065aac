package parley.server.careplan;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.UriParam;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.store.CurrentRecords;
import parley.server.store.WholeSearch;

/**
 * What plans read from the store, most of it while something is being written. A search of HAPI's
 * loads entities into the session of that write, which Hibernate at times refuses; so records are
 * read beside the session. What was written before is to be flushed by the caller.
 */
final class PlanStore {

  /** More than a person has; a search that reaches it fails rather than leave something out. */
  private static final int MOST = 5_000;

  private static final Set<QuestionnaireResponseStatus> ANSWERED =
      Set.of(QuestionnaireResponseStatus.COMPLETED, QuestionnaireResponseStatus.AMENDED);

  private final DaoRegistry daos;
  private final CurrentRecords records;
  private final JdbcTemplate jdbc;

  PlanStore(DaoRegistry daos, CurrentRecords records, JdbcTemplate jdbc) {
    this.daos = daos;
    this.records = records;
    this.jdbc = jdbc;
  }

  /** A resource of a type, empty when there is none or it is deleted. */
  <T extends Resource> Optional<T> find(Class<T> type, String id) {
    return records.one(type, id);
  }

  /** What a reference names, when it is of the type; empty also for a reference to elsewhere. */
  <T extends Resource> Optional<T> find(Class<T> type, Reference reference) {
    var id = new IdType(reference.getReference());
    return type.getSimpleName().equals(id.getResourceType()) && id.hasIdPart() && !id.hasBaseUrl()
        ? find(type, id.getIdPart())
        : Optional.empty();
  }

  /** The definition of a canonical, of the version where one is named, else the latest. */
  Optional<PlanDefinition> definition(String canonical) {
    var parts = canonical.split("\\|", 2);
    return WholeSearch.fewerThan(
            MOST,
            daos,
            PlanDefinition.class,
            new SearchParameterMap().add("url", new UriParam(parts[0])))
        .stream()
        .filter(one -> parts.length == 1 || parts[1].equals(one.getVersion()))
        .max(Comparator.comparing(one -> String.valueOf(one.getVersion())));
  }

  List<Appointment> appointments(String patient) {
    return of(Appointment.class, patient).toList();
  }

  List<QuestionnaireResponse> responses(String patient) {
    return of(QuestionnaireResponse.class, patient)
        .filter(one -> ANSWERED.contains(one.getStatus()))
        .toList();
  }

  List<EpisodeOfCare> courses(String patient) {
    return of(EpisodeOfCare.class, patient).toList();
  }

  /** Through HAPI, which knows their profiles: they are written again. */
  List<CarePlan> plans(String patient) {
    var plans = daos.getResourceDao(CarePlan.class);
    return of(CarePlan.class, patient)
        .map(plan -> plans.read(plan.getIdElement().toVersionless(), new SystemRequestDetails()))
        .toList();
  }

  /**
   * Whether what a reference names has a row yet. Inside a transaction Bundle a search does not see
   * what the Bundle itself brings, because HAPI indexes it at the end.
   */
  boolean hasRow(Reference reference) {
    var id = new IdType(reference.getReference());
    var found =
        jdbc.queryForList(
            "select 1 from hfj_resource"
                + " where res_type = ? and fhir_id = ? and res_deleted_at is null",
            Integer.class,
            String.valueOf(id.getResourceType()),
            String.valueOf(id.getIdPart()));
    return !found.isEmpty();
  }

  /** Whether a person has a plan at all, without asking HAPI: most writes are of people without. */
  boolean hasPlan(String patient) {
    var found =
        jdbc.queryForList(
            "select 1 from hfj_res_link link"
                + " join hfj_resource target on target.res_id = link.target_resource_id"
                + " join hfj_resource source on source.res_id = link.src_resource_id"
                + " where target.res_type = 'Patient' and target.fhir_id = ?"
                + " and source.res_type = 'CarePlan' and source.res_deleted_at is null limit 1",
            Integer.class,
            patient);
    return !found.isEmpty();
  }

  private <T extends Resource> Stream<T> of(Class<T> type, String patient) {
    return records.ofPatient(patient, Set.of(type.getSimpleName())).stream().map(type::cast);
  }
}
