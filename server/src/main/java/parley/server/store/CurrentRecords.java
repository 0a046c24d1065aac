package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Resources as they stand now, read from HAPI's tables. A search of HAPI's costs two queries for
 * each type and twice the time of reading what it finds; what has to be whole and quick, such as
 * everything of one patient, is asked for here.
 */
public final class CurrentRecords {

  private static final String COLUMNS =
      "select r.res_type, r.fhir_id, r.res_ver, v.res_encoding, v.res_text_vc";

  private static final String VERSIONS =
      " join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver"
          + " where r.res_deleted_at is null";

  /** The element that makes a record a patient's is called one of these in every type. */
  private static final String OF_PATIENTS =
      COLUMNS
          + ", s.patient from (select distinct p.fhir_id patient, l.src_resource_id res_id"
          + " from hfj_resource p join hfj_res_link l on l.target_resource_id = p.res_id"
          + " where p.res_type = 'Patient' and p.fhir_id = any(?) and l.source_resource_type = any(?)"
          + " and split_part(l.src_path, '.', 2) in ('subject', 'patient', 'participant')) s"
          + " join hfj_resource r on r.res_id = s.res_id"
          + VERSIONS
          + " order by r.res_id";

  private static final String BY_ID =
      COLUMNS
          + " from hfj_resource r"
          + VERSIONS
          + " and r.res_type = ? and r.fhir_id = any(?) order by r.res_id";

  private static final String LINKED =
      "select r.fhir_id from hfj_resource r join hfj_res_link l on l.src_resource_id = r.res_id"
          + " where r.res_type = 'Patient' and r.fhir_id = any(?)"
          + " and l.src_path = 'Patient.link.other'";

  private static final Set<LinkType> REPLACED_BY = Set.of(LinkType.REPLACEDBY);
  private static final Set<LinkType> SAME_PERSON = Set.of(LinkType.REPLACEDBY, LinkType.REPLACES);

  private final FhirContext context;
  private final DaoRegistry daos;
  private final JdbcTemplate jdbc;

  public CurrentRecords(FhirContext context, DaoRegistry daos, JdbcTemplate jdbc) {
    this.context = context;
    this.daos = daos;
    this.jdbc = jdbc;
  }

  /**
   * One resource.
   *
   * @return empty when there is none or it is deleted
   */
  public <T extends Resource> Optional<T> one(Class<T> type, String id) {
    return all(type, List.of(id)).stream().findFirst();
  }

  /** Those of some resources of a type that are stored and not deleted. */
  public <T extends Resource> List<T> all(Class<T> type, Collection<String> ids) {
    var parser = parser();
    return jdbc
        .query(
            BY_ID,
            (row, index) -> resource(row, parser),
            type.getSimpleName(),
            ids.toArray(String[]::new))
        .stream()
        .map(type::cast)
        .toList();
  }

  /**
   * When each of some resources of a type was last written, by its id. The stored text does not say
   * it.
   */
  public Map<String, Instant> written(String type, Collection<String> ids) {
    var times = new HashMap<String, Instant>();
    jdbc.query(
        "select fhir_id, res_updated from hfj_resource where res_type = ? and fhir_id = any(?)",
        row -> {
          times.put(row.getString(1), row.getTimestamp(2).toInstant());
        },
        type,
        ids.toArray(String[]::new));
    return times;
  }

  /**
   * Every resource of some types whose subject or patient is one person, by whichever of their
   * joined Patients. What the caller's transaction has written but not sent to the database is not
   * seen.
   *
   * @param patient id of the Patient
   * @return in the order in which they were first stored
   */
  public List<Resource> ofPatient(String patient, Collection<String> types) {
    return ofPatients(List.of(patient), types).get(patient);
  }

  /**
   * The same of many patients, in one go.
   *
   * @return a list, which may be empty, for each
   */
  public Map<String, List<Resource>> ofPatients(
      Collection<String> patients, Collection<String> types) {
    var asking = new HashMap<String, List<String>>();
    var found = new HashMap<String, Map<String, Resource>>();
    people(patients)
        .forEach(
            (patient, ids) -> {
              found.put(patient, new LinkedHashMap<>());
              ids.forEach(id -> asking.computeIfAbsent(id, key -> new ArrayList<>()).add(patient));
            });
    var parser = parser();
    jdbc.query(
        OF_PATIENTS,
        row -> {
          var name = row.getString(1) + '/' + row.getString(2);
          for (var patient : asking.getOrDefault(row.getString(6), List.of())) {
            if (!found.get(patient).containsKey(name)) {
              found.get(patient).put(name, resource(row, parser));
            }
          }
        },
        asking.keySet().toArray(String[]::new),
        types.toArray(String[]::new));
    var lists = new HashMap<String, List<Resource>>();
    found.forEach((patient, records) -> lists.put(patient, List.copyOf(records.values())));
    return lists;
  }

  /** Each Patient with those that joins made one person with it, which few are. */
  private Map<String, Set<String>> people(Collection<String> patients) {
    var linked = Set.copyOf(linked(patients));
    var people = new LinkedHashMap<String, Set<String>>();
    for (var patient : patients) {
      people.put(patient, linked.contains(patient) ? person(patient) : Set.of(patient));
    }
    return people;
  }

  /**
   * Who a Patient is after joins: the one that nobody has replaced.
   *
   * @return the Patient's own id when it was not replaced
   */
  public String survivor(String patient) {
    var seen = new LinkedHashSet<String>();
    var now = patient;
    while (seen.add(now)) {
      var next =
          linked(List.of(now)).isEmpty()
              ? Optional.<String>empty()
              : links(now, REPLACED_BY).findFirst();
      if (next.isEmpty()) {
        return now;
      }
      now = next.get();
    }
    return patient; // a ring of links names nobody
  }

  /**
   * The Patients that joins made one person.
   *
   * @return logical ids, the given one among them
   */
  public Set<String> person(String patient) {
    if (linked(List.of(patient)).isEmpty()) {
      return Set.of(patient);
    }
    var found = new LinkedHashSet<String>();
    var ahead = new ArrayDeque<>(List.of(patient));
    while (!ahead.isEmpty()) {
      var next = ahead.remove();
      if (found.add(next)) {
        links(next, SAME_PERSON).forEach(ahead::add);
      }
    }
    return found;
  }

  private List<String> linked(Collection<String> patients) {
    return jdbc.queryForList(LINKED, String.class, (Object) patients.toArray(String[]::new));
  }

  private Stream<String> links(String patient, Set<LinkType> types) {
    return one(Patient.class, patient).stream()
        .flatMap(held -> held.getLink().stream())
        .filter(link -> types.contains(link.getType()))
        .map(link -> link.getOther().getReferenceElement())
        .filter(other -> "Patient".equals(other.getResourceType()) && other.hasIdPart())
        .map(other -> other.getIdPart());
  }

  private IParser parser() {
    return context
        .newJsonParser()
        .setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
  }

  private Resource resource(ResultSet row, IParser parser) throws SQLException {
    var id = new IdType(row.getString(1), row.getString(2), row.getString(3));
    var text = row.getString(5);
    if (!"JSON".equals(row.getString(4)) || text == null) {
      return (Resource) daos.getResourceDao(id.getResourceType()).read(id, StoredRecords.request());
    }
    var resource = (Resource) parser.parseResource(text);
    resource.setId(id);
    return resource;
  }
}
