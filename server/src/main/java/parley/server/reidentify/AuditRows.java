package parley.server.reidentify;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import parley.submissions.pseudonym.PseudonymScope;
import parley.submissions.pseudonym.Token;

/** Adds to {@code reidentification_audit}, each row in a transaction of its own. */
final class AuditRows {

  private final JdbcTemplate jdbc;

  AuditRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Who asked what for.
   *
   * @param who as they name themselves
   * @param account of the operating system
   * @param kind of token asked for
   */
  record Ask(String who, String account, String reason, String kind) {}

  /** An ask that is about to be looked up; its number. */
  long asked(Ask ask, String keyId, PseudonymScope scope, Collection<Token> tokens) {
    var key = new GeneratedKeyHolder();
    jdbc.update(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "insert into reidentification_audit (event, who, account, reason, kind, key_id,"
                      + " recipient, purpose, epoch, tokens)"
                      + " values ('asked', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  new String[] {"id"});
          var at = 0;
          for (var text :
              List.of(
                  ask.who(),
                  ask.account(),
                  ask.reason(),
                  ask.kind(),
                  keyId,
                  scope.recipient(),
                  scope.purpose(),
                  scope.epoch())) {
            statement.setString(++at, text);
          }
          statement.setArray(
              ++at, connection.createArrayOf("text", tokens.stream().map(Token::value).toArray()));
          return statement;
        },
        key);
    return key.getKeyAs(Long.class);
  }

  /** An ask that is not looked up. */
  void refused(Ask ask, String why) {
    jdbc.update(
        "insert into reidentification_audit (event, who, account, reason, kind, outcome)"
            + " values ('refused', ?, ?, ?, ?, ?)",
        ask.who(),
        ask.account(),
        ask.reason(),
        ask.kind(),
        why);
  }

  /**
   * What came of an ask.
   *
   * @param event {@code answered} or {@code failed}
   * @param outcome how many were found, or why nothing was given
   */
  void ended(Ask ask, long number, String event, String outcome) {
    jdbc.update(
        "insert into reidentification_audit (event, ask, who, account, reason, kind, outcome)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        event,
        number,
        ask.who(),
        ask.account(),
        ask.reason(),
        ask.kind(),
        outcome);
  }
}
