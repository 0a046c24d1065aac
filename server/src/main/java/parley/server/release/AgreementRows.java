package parley.server.release;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.submissions.agreement.ReleaseAgreement;

/** SQL over {@code release_agreement}. */
final class AgreementRows {

  private final JdbcTemplate jdbc;

  AgreementRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** An agreement that was registered. */
  record Row(String url, String version, String sha256, String product, String by) {}

  /**
   * Registers an agreement, unless its url and version are.
   *
   * @return the digest that is registered for them, which is another when the content is
   */
  String register(ReleaseAgreement agreement, String content, String by) {
    jdbc.update(
        "insert into release_agreement (url, version, sha256, product, content, registered_by)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        agreement.url(),
        agreement.version(),
        agreement.digest(),
        agreement.product().code(),
        content,
        by);
    return digest(agreement.url(), agreement.version()).orElseThrow();
  }

  private Optional<String> digest(String url, String version) {
    return jdbc
        .queryForList(
            "select sha256 from release_agreement where url = ? and version = ?",
            String.class,
            url,
            version)
        .stream()
        .findFirst();
  }

  /** All of them, by url and version. */
  List<Row> all() {
    return jdbc.query(
        "select url, version, sha256, product, registered_by from release_agreement"
            + " order by url, version",
        (row, index) ->
            new Row(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
  }
}
