package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.mappings.Problem;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.RecordRule;

/**
 * An EHR that has not heard of a join goes on writing under the Patient that was replaced. Whatever
 * it writes is the survivor's, whom {@code Patient.link} of type {@code replaced-by} names: every
 * reference to the one becomes a reference to the other, as those of what was stored before the
 * join did. The Patients themselves are left alone: their links say what happened.
 */
@Interceptor
public final class ReplacedPatients implements RecordRule, FhirInterceptor {

  private static final String CONDITIONAL = "Patient?";

  /** Before the hooks that make something else of what is written. */
  private static final int FIRST = -100;

  private final FhirContext context;
  private final DaoRegistry daos;
  private final JdbcTemplate jdbc;
  private final MatchUrlService conditions;
  private final StoredRecords records;

  public ReplacedPatients(
      FhirContext context,
      DaoRegistry daos,
      JdbcTemplate jdbc,
      EntityManagerFactory sessions,
      MatchUrlService conditions) {
    this.context = context;
    this.daos = daos;
    this.jdbc = jdbc;
    this.conditions = conditions;
    this.records =
        new StoredRecords(
            daos, jdbc, SharedEntityManagerCreator.createSharedEntityManager(sessions));
  }

  @Override
  public void settle(Resource resource) {
    if (!(resource instanceof Patient)) {
      var references = references(resource);
      references.forEach(this::resolve);
      redirect(references);
    }
  }

  @Override
  public List<Problem> check(Resource resource) {
    return List.of();
  }

  /**
   * Within a transaction some references are known only once every entry is stored, such as one to
   * a Patient with {@code ifNoneExist}.
   */
  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = FIRST)
  public void created(IBaseResource resource, RequestDetails request) {
    written(resource, request);
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = FIRST)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    written(after, request);
  }

  private void written(IBaseResource written, RequestDetails request) {
    if (request == null
        || request instanceof SystemRequestDetails
        || request.getRestOperationType() != RestOperationTypeEnum.TRANSACTION
        || written instanceof Patient
        || !redirect(references((Resource) written))) {
      return;
    }
    var copy = ((Resource) written).copy();
    copy.setId(new IdType(copy.fhirType(), written.getIdElement().getIdPart()));
    records.flush();
    records.write(copy, new TransactionDetails());
    records.flush();
  }

  /**
   * Who a replaced Patient is now; empty for one that was not replaced. Waits for a join of the
   * Patient that is under way, and lets other writes about it pass.
   */
  public Optional<String> survivor(String id) {
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

  /** {@code Patient?identifier=...}: whoever it is found by, a join made them one person. */
  private void resolve(Reference reference) {
    var text = reference.getReference();
    if (text == null || !text.startsWith(CONDITIONAL)) {
      return;
    }
    var search = conditions.translateMatchUrl(text, context.getResourceDefinition("Patient"));
    search.setLoadSynchronousUpTo(10);
    var found =
        daos
            .getResourceDao(Patient.class)
            .search(search, StoredRecords.request())
            .getAllResources()
            .stream()
            .map(patient -> patient.getIdElement().getIdPart())
            .map(id -> survivor(id).orElse(id))
            .collect(Collectors.toSet());
    if (found.size() == 1) { // else HAPI says that there is none, or that there are several
      reference.setReference("Patient/" + found.iterator().next());
    }
  }

  private List<Reference> references(Resource resource) {
    return context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class);
  }

  /** In the order of their ids, so that two writers do not wait for each other. */
  private boolean redirect(List<Reference> references) {
    var byPatient = new TreeMap<String, List<Reference>>();
    for (var reference : references) {
      var target = new IdType(reference.getReference());
      if ("Patient".equals(target.getResourceType()) && target.hasIdPart()) {
        byPatient.computeIfAbsent(target.getIdPart(), id -> new ArrayList<>()).add(reference);
      }
    }
    var redirected = false;
    for (var entry : byPatient.entrySet()) {
      var now = survivor(entry.getKey());
      if (now.isPresent()) {
        redirected = true;
        for (var reference : entry.getValue()) {
          reference.setReference("Patient/" + now.get());
          reference.setResource(null);
        }
      }
    }
    return redirected;
  }
}
