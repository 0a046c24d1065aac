package parley.server.careplan;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.UriParam;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What plans read from the store. Everything is searched for, because a read that fails would end
 * the transaction it is done in.
 */
final class PlanStore {

  /** More than a person has; a search that reaches it fails rather than leave something out. */
  private static final int MOST = 5_000;

  private final DaoRegistry daos;
  private final JdbcTemplate jdbc;

  PlanStore(DaoRegistry daos, JdbcTemplate jdbc) {
    this.daos = daos;
    this.jdbc = jdbc;
  }

  /** A resource of a type, empty when there is none or it is deleted. */
  <T extends Resource> Optional<T> find(Class<T> type, String id) {
    return search(type, new SearchParameterMap().add("_id", new TokenParam(id))).stream()
        .findFirst();
  }

  /** What a reference names, when it is of the type; empty also for a reference to elsewhere. */
  <T extends Resource> Optional<T> find(Class<T> type, Reference reference) {
    var id = new IdType(reference.getReference());
    return type.getSimpleName().equals(id.getResourceType()) && id.hasIdPart()
        ? find(type, id.getIdPart())
        : Optional.empty();
  }

  /** The definition of a canonical, of the version where one is named, else the latest. */
  Optional<PlanDefinition> definition(String canonical) {
    var parts = canonical.split("\\|", 2);
    return search(PlanDefinition.class, new SearchParameterMap().add("url", new UriParam(parts[0])))
        .stream()
        .filter(one -> parts.length == 1 || parts[1].equals(one.getVersion()))
        .max(Comparator.comparing(one -> String.valueOf(one.getVersion())));
  }

  List<Appointment> appointments(String patient) {
    return search(Appointment.class, of(patient));
  }

  List<QuestionnaireResponse> responses(String patient) {
    return search(
        QuestionnaireResponse.class,
        of(patient).add("status", new TokenOrListParam(null, "completed", "amended")));
  }

  List<EpisodeOfCare> courses(String patient) {
    return search(EpisodeOfCare.class, of(patient));
  }

  List<CarePlan> plans(String patient) {
    return search(CarePlan.class, of(patient));
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

  private static SearchParameterMap of(String patient) {
    return new SearchParameterMap().add("patient", new ReferenceParam("Patient/" + patient));
  }

  private <T extends Resource> List<T> search(Class<T> type, SearchParameterMap search) {
    var found =
        daos.getResourceDao(type)
            .search(search.setLoadSynchronousUpTo(MOST), new SystemRequestDetails())
            .getAllResources();
    if (found.size() == MOST) {
      throw new IllegalStateException("more than " + MOST + " resources of one patient");
    }
    return found.stream().map(type::cast).toList();
  }
}
