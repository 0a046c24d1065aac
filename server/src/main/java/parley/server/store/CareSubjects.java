package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.Outcomes;

/**
 * What is written of a patient names courses, contacts, referrals, responses, conditions and
 * activities of the same patient only: a score that names another's course would be counted for
 * neither, and a course would be reported with another's illness. Checked once everything of a
 * transaction is stored; messages are held to it by {@link SubjectChange} and {@link
 * ReferralLinks}.
 */
@Interceptor
public final class CareSubjects implements FhirInterceptor {

  private static final Set<String> ONE_PATIENTS =
      Set.of(
          "EpisodeOfCare",
          "Encounter",
          "ServiceRequest",
          "QuestionnaireResponse",
          "Condition",
          "Procedure");

  private final FhirContext context;
  private final JdbcTemplate jdbc;
  private final FollowingRecords written;
  private final ReplacedPatients replaced;

  public CareSubjects(
      FhirContext context, JdbcTemplate jdbc, FollowingRecords written, ReplacedPatients replaced) {
    this.context = context;
    this.jdbc = jdbc;
    this.written = written;
    this.replaced = replaced;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    check((Resource) resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    check((Resource) after, request);
  }

  private void check(Resource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails) {
      return;
    }
    var patient = SubjectChange.patient(resource);
    if (patient.isEmpty()) {
      return;
    }
    var named = named(resource);
    if (named.isEmpty()) {
      return;
    }
    written.flush();
    var foreign =
        patients(named).entrySet().stream()
            .filter(held -> !isSame(held.getValue(), patient.get()))
            .map(held -> named.get(held.getKey()))
            .sorted()
            .distinct()
            .map(element -> problem(resource, element))
            .toList();
    if (!foreign.isEmpty()) {
      throw new UnprocessableEntityException(
          "The resource names what is another patient's", Outcomes.of(foreign));
    }
  }

  private static Problem problem(Resource resource, String type) {
    return Problem.error(
        ProblemCode.CONTRADICTION,
        resource.fhirType(),
        "the resource refers to " + article(type) + " of another patient than its own",
        "Refer to the patient's own, or correct the patient; nothing was stored.");
  }

  private static String article(String type) {
    return (type.startsWith("E") ? "an " : "a ") + type;
  }

  /** Joins are rare, and looking for one costs queries. */
  private boolean isSame(String one, String other) {
    return one.equals(other) || survivor(one).equals(survivor(other));
  }

  private String survivor(String patient) {
    return replaced.survivor(patient).orElse(patient);
  }

  /** {@code Type/id} of what a resource refers to, to its type. */
  private Map<String, String> named(Resource resource) {
    var named = new LinkedHashMap<String, String>();
    for (var reference :
        context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class)) {
      var target = new IdType(reference.getReference());
      if (ONE_PATIENTS.contains(String.valueOf(target.getResourceType())) && target.hasIdPart()) {
        named.put(target.getResourceType() + '/' + target.getIdPart(), target.getResourceType());
      }
    }
    return named;
  }

  /** Whose each of them is, where it is somebody's. */
  private Map<String, String> patients(Map<String, String> named) {
    var patients = new LinkedHashMap<String, String>();
    var ids = named.keySet().stream().map(IdType::new).toList();
    jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select held.res_type, held.fhir_id, person.fhir_id from unnest(?, ?) wanted (t, i)"
                      + " join hfj_resource held on held.res_type = t and held.fhir_id = i"
                      + " join hfj_res_link link on link.src_resource_id = held.res_id"
                      + " join hfj_resource person on person.res_id = link.target_resource_id"
                      + " where person.res_type = 'Patient'"
                      + " and split_part(link.src_path, '.', 2) in ('subject', 'patient')");
          statement.setArray(1, connection.createArrayOf("text", types(ids).toArray()));
          statement.setArray(
              2, connection.createArrayOf("text", ids.stream().map(IdType::getIdPart).toArray()));
          return statement;
        },
        row -> {
          patients.put(row.getString(1) + '/' + row.getString(2), row.getString(3));
        });
    return patients;
  }

  private static List<String> types(List<IdType> ids) {
    return ids.stream().map(IdType::getResourceType).toList();
  }
}
