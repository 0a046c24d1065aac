package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.camelroutes.RecordStore;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** What other transactions do to a message: they hold it up, and never make it wrong. */
class ContentionTest {

  /** What PostgreSQL says of a transaction that has to be tried again. */
  private static final String SERIALISATION_FAILURE = "40001";

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);
  private final JournalledWork works = new JournalledWork(gateway);

  @AfterEach
  void clear() {
    gateway.jdbc().execute("drop trigger if exists in_the_way on message_journal");
    gateway.jdbc().execute("drop sequence if exists in_the_way_tries");
  }

  /** The first so many transactions that would apply a message fail. */
  private void failFirst(int tries, String controlId) {
    gateway.jdbc().execute("create sequence in_the_way_tries");
    gateway
        .jdbc()
        .execute(
            """
            create or replace function in_the_way() returns trigger language plpgsql as $$
            begin
              if nextval('in_the_way_tries') <= %d then
                raise exception 'in the way' using errcode = '%s';
              end if;
              return new;
            end $$"""
                .formatted(tries, SERIALISATION_FAILURE));
    gateway
        .jdbc()
        .execute(
            """
            create trigger in_the_way before update on message_journal for each row
            when (new.control_id = '%s' and new.state = 'applied')
            execute function in_the_way()"""
                .formatted(controlId));
  }

  @Test
  void aMessageIsTriedAgainUntilNobodyIsInTheWay() {
    failFirst(8, "CO-1");
    assertThat(http.hl7(Messages.referral("CO-1", Messages.nhsNumber(220), "R-CO-1")))
        .contains("MSA|AA|CO-1");
    assertThat(tries()).as("eight failures and the success").isEqualTo(9);
    assertThat(attempts("CO-1")).as("attempts that the journal shows").isEqualTo(1);
  }

  @Test
  void aMessageThatOthersAreAlwaysInTheWayOfIsParkedAndAppliedLater() throws Exception {
    failFirst(1_000, "CO-2");
    assertThat(http.hl7(Messages.referral("CO-2", Messages.nhsNumber(221), "R-CO-2")))
        .contains("MSA|AE|CO-2")
        .contains("STORE_UNAVAILABLE");
    assertThat(state("CO-2")).isEqualTo("parked");
    assertThat(tries()).as("six tries for each of six deliveries").isGreaterThanOrEqualTo(36);
    assertThat(http.get("/fhir/ServiceRequest?_summary=count&identifier=R-CO-2").body())
        .contains("\"total\":0");
    clear();
    JournalledWork.await(() -> state("CO-2").equals("applied"));
    assertThat(http.get("/fhir/ServiceRequest?_summary=count&identifier=R-CO-2").body())
        .contains("\"total\":1");
  }

  /**
   * The message names the person by another number than the join does, so no identifier is locked
   * by both; only the lock of the Patient makes it wait.
   */
  @Test
  void aMessageThatComesWhileItsPatientIsJoinedReachesTheSurvivor() throws Exception {
    var kept = Messages.nhsNumber(222);
    var gone = Messages.nhsNumber(223);
    var local = "L-CO-3";
    http.hl7(Messages.person("CO-3a", kept + "^^^NHS^NH", "EXAMPLE", "19800215"));
    http.hl7(
        Messages.person("CO-3b", gone + "^^^NHS^NH~" + local + "^^^RXX^PI", "EXAMPLE", "19800215"));
    var join = works.of(Messages.join("CO-3c", kept + "^^^NHS^NH", gone + "^^^NHS^NH"));
    var referral =
        works.of(
            Messages.referral("CO-3d", gone, "R-CO-3")
                .replace(gone + "^^^NHS^NH", local + "^^^RXX^PI"));
    var results = applyBehind(holdIdentifiersOf(gone), join, referral);
    assertThat(results).allMatch(RecordStore.Result.Applied.class::isInstance);
    assertThat(
            http.get(
                    "/fhir/ServiceRequest?_summary=count&identifier=R-CO-3&subject:Patient.identifier="
                        + kept)
                .body())
        .contains("\"total\":1");
  }

  /** The join gets as far as the identifiers that somebody holds; then the message comes. */
  private List<RecordStore.Result> applyBehind(
      Connection held, RecordStore.Work join, RecordStore.Work message) throws Exception {
    try (held) {
      var joined = CompletableFuture.supplyAsync(() -> works.apply(join));
      JournalledWork.await(() -> works.waiting() >= 1);
      var applied = CompletableFuture.supplyAsync(() -> works.apply(message));
      JournalledWork.await(() -> applied.isDone() || works.waiting() >= 2);
      held.rollback();
      return List.of(joined.get(60, TimeUnit.SECONDS), applied.get(60, TimeUnit.SECONDS));
    }
  }

  private Connection holdIdentifiersOf(String nhsNumber) throws Exception {
    var connection = gateway.bean(DataSource.class).getConnection();
    connection.setAutoCommit(false);
    try (var statement =
        connection.prepareStatement(
            "select 1 from person_identifier where patient_id ="
                + " (select patient_id from person_identifier where value = ?) for update")) {
      statement.setString(1, nhsNumber);
      assertThat(statement.executeQuery().next()).isTrue();
    }
    return connection;
  }

  private long tries() {
    return gateway
        .jdbc()
        .query("select last_value from in_the_way_tries", (row, index) -> row.getLong(1))
        .get(0);
  }

  private String state(String controlId) {
    return column("state", controlId);
  }

  private int attempts(String controlId) {
    return Integer.parseInt(column("attempts", controlId));
  }

  private String column(String name, String controlId) {
    return gateway
        .jdbc()
        .query(
            "select " + name + " from message_journal where control_id = ?",
            (row, index) -> row.getString(1),
            controlId)
        .get(0);
  }
}
