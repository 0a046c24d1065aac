package parley.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.param.TokenParam;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reading and writing resources through HAPI's DAOs inside the caller's transaction. */
final class StoredRecords {

  /** Marks requests of the store itself, which checks identity and profiles on its own. */
  static final String OWN_WRITE = StoredRecords.class.getName();

  private final DaoRegistry daos;
  private final JdbcTemplate jdbc;
  private final EntityManager session;

  /**
   * Records behind HAPI's DAOs.
   *
   * @param session the entity manager of the caller's transaction
   */
  StoredRecords(DaoRegistry daos, JdbcTemplate jdbc, EntityManager session) {
    this.daos = daos;
    this.jdbc = jdbc;
    this.session = session;
  }

  /** Sends what has been written so far to the database. */
  void flush() {
    session.flush();
  }

  /** A request in the gateway's own name. */
  static SystemRequestDetails request() {
    var request = new SystemRequestDetails();
    request.getUserData().put(OWN_WRITE, true);
    return request;
  }

  /**
   * A resource that exists.
   *
   * @param pid its database key
   * @param version its current version
   */
  record Held(JpaPid pid, long version) {}

  /**
   * Which of some resources exist.
   *
   * @param ids {@code Type/id}
   * @return the existing ones, deleted ones included
   */
  Map<String, Held> existing(Collection<String> ids) {
    var found = new HashMap<String, Held>();
    jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select res_type, fhir_id, res_id, res_ver from hfj_resource"
                      + " join unnest(?, ?) wanted (t, i) on res_type = t and fhir_id = i");
          var parts = ids.stream().map(IdType::new).toList();
          statement.setArray(1, connection.createArrayOf("text", types(parts).toArray()));
          statement.setArray(
              2, connection.createArrayOf("text", parts.stream().map(IdType::getIdPart).toArray()));
          return statement;
        },
        row -> {
          var type = row.getString(1);
          found.put(
              type + '/' + row.getString(2),
              new Held(JpaPid.fromIdAndResourceType(row.getLong(3), type), row.getLong(4)));
        });
    return found;
  }

  private static List<String> types(List<IdType> ids) {
    return ids.stream().map(IdType::getResourceType).toList();
  }

  /** The current version, or empty when there is none or it is deleted. */
  Optional<Resource> read(String type, String id) {
    var dao = dao(type);
    try {
      return Optional.of(dao.read(new IdType(type, id), request()));
    } catch (ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException
        | ca.uhn.fhir.rest.server.exceptions.ResourceGoneException e) {
      return Optional.empty();
    }
  }

  /** Creates or updates under the resource's own id. */
  void write(Resource resource, TransactionDetails details) {
    dao(resource.fhirType()).update(resource, null, true, false, request(), details);
  }

  /** Creates under an id of the server's. */
  void create(Resource resource, TransactionDetails details) {
    dao(resource.fhirType()).create(resource, null, true, request(), details);
  }

  /** The one resource of a type that bears an identifier; empty when none or several do. */
  Optional<Resource> only(String type, String system, String value) {
    var search = new SearchParameterMap().setLoadSynchronousUpTo(2);
    search.add("identifier", new TokenParam(system, value));
    var found = dao(type).search(search, request()).getAllResources();
    return found.size() == 1 ? Optional.of((Resource) found.get(0)) : Optional.empty();
  }

  /** The resources that refer to one, as {@code Type/id}. */
  List<String> referrers(String type, String id) {
    return jdbc.query(
        "select distinct source.res_type, source.fhir_id from hfj_res_link link"
            + " join hfj_resource source on source.res_id = link.src_resource_id"
            + " join hfj_resource target on target.res_id = link.target_resource_id"
            + " where target.res_type = ? and target.fhir_id = ? and source.res_deleted_at is null"
            + " order by 1, 2",
        (row, index) -> row.getString(1) + '/' + row.getString(2),
        type,
        id);
  }

  @SuppressWarnings("unchecked")
  private IFhirResourceDao<Resource> dao(String type) {
    return daos.getResourceDao(type);
  }
}
