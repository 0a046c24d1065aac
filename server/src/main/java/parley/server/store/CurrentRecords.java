package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Resources as they stand now, read from HAPI's tables. A search of HAPI's costs two queries for
 * each type and twice the time of reading what it finds; what has to be whole and quick, such as
 * everything of one patient, is asked for here.
 */
public final class CurrentRecords {

  private static final String COLUMNS =
      "select r.res_type, r.fhir_id, r.res_ver, v.res_encoding, v.res_text_vc"
          + " from hfj_resource r join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver"
          + " where r.res_deleted_at is null and ";

  /** The element that makes a record a patient's is called one or the other in every type. */
  private static final String OF_PATIENT =
      COLUMNS
          + "r.res_id in (select l.src_resource_id from hfj_res_link l"
          + " join hfj_resource p on p.res_id = l.target_resource_id"
          + " where p.res_type = 'Patient' and p.fhir_id = ? and l.source_resource_type = any(?)"
          + " and split_part(l.src_path, '.', 2) in ('subject', 'patient'))"
          + " order by r.res_id";

  private static final String BY_ID = COLUMNS + "r.res_type = ? and r.fhir_id = ?";

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
    var parser = parser();
    return jdbc
        .query(BY_ID, (row, index) -> resource(row, parser), type.getSimpleName(), id)
        .stream()
        .map(type::cast)
        .findFirst();
  }

  /**
   * Every resource of some types whose subject or patient is one person. What the caller's
   * transaction has written but not sent to the database is not seen.
   *
   * @param patient id of the Patient
   * @return in the order in which they were first stored
   */
  public List<Resource> ofPatient(String patient, Collection<String> types) {
    var parser = parser();
    return jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(OF_PATIENT);
          statement.setString(1, patient);
          statement.setArray(2, connection.createArrayOf("text", types.toArray()));
          return statement;
        },
        (row, index) -> resource(row, parser));
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
