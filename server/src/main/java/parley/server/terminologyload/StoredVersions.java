package parley.server.terminologyload;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * HAPI's terminology tables, as far as loading has to see them: which version of a code system is
 * the one that answers, and how much of the one being loaded is stored.
 */
final class StoredVersions {

  private final JdbcTemplate jdbc;

  StoredVersions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The id of the CodeSystem resource of a system, when there is one. */
  Optional<String> resourceId(String system) {
    return jdbc
        .queryForList(
            "select r.fhir_id from trm_codesystem c join hfj_resource r on r.res_id = c.res_id"
                + " where c.code_system_uri = ?",
            String.class,
            system)
        .stream()
        .findFirst();
  }

  /** The version that HAPI's loader stores into, current or not. */
  Optional<Long> loaded(String system) {
    return jdbc
        .queryForList(
            "select v.pid from trm_codesystem_ver v join trm_codesystem c on v.codesystem_pid = c.pid"
                + " where c.code_system_uri = ? and v.cs_version_id is null",
            Long.class,
            system)
        .stream()
        .findFirst();
  }

  /** Versions that were replaced and are waiting to be deleted. */
  List<Long> replaced(String system) {
    return jdbc.queryForList(
        "select v.pid from trm_codesystem_ver v join trm_codesystem c on v.codesystem_pid = c.pid"
            + " where c.code_system_uri = ? and v.cs_version_id like 'DELETED\\_%'",
        Long.class, system);
  }

  boolean isCurrent(long version) {
    return count("select count(*) from trm_codesystem where current_version_pid = ?", version) > 0;
  }

  /** From now on this version answers. */
  void makeCurrent(String system, long version) {
    jdbc.update(
        "update trm_codesystem set current_version_pid = ? where code_system_uri = ?",
        version,
        system);
  }

  /** Concepts of a version stored so far. */
  long concepts(long version) {
    return count("select count(*) from trm_concept where codesystem_pid = ?", version);
  }

  /** Relationships of a version stored so far. */
  long relationships(long version) {
    return count("select count(*) from trm_concept_pc_link where codesystem_pid = ?", version);
  }

  private long count(String sql, long version) {
    var count = jdbc.queryForObject(sql, Long.class, version);
    return count == null ? 0 : count;
  }
}
