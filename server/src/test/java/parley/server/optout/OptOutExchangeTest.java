package parley.server.optout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.camelroutes.mesh.StubMessage;
import parley.server.Messages;
import parley.server.mesh.MeshGateway;
import parley.server.submission.Arguments;
import parley.submissions.release.OptOuts;

/** Attack 27: who opted out, is not known, or was not asked about, is never clear. */
@Timeout(180)
class OptOutExchangeTest {

  private static final String SERVICE = "X26HC065";
  private static final String CLEAR = Messages.nhsNumber(811);
  private static final String OUT = Messages.nhsNumber(812);
  private static final String LATE = Messages.nhsNumber(813);

  private final MeshGateway mesh = MeshGateway.shared();
  private final OptOutExchange exchange = mesh.gateway.bean(OptOutExchange.class);

  @TempDir Path folder;

  @BeforeEach
  void people() {
    MadeOptOuts.forget(mesh.gateway);
    patient(CLEAR);
    patient(OUT);
  }

  @Test
  void whoIsNotInTheAnswerOrWasNotAskedAboutCountsAsOptedOut() {
    assertThat(exchange.current()).isEqualTo(new OptOuts.Stale(Optional.empty()));
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
    var list = current();
    assertThat(list.optedOut()).rejects(CLEAR).accepts(OUT, LATE, "", "nonsense");
    patient(LATE);
    assertThat(current().optedOut()).accepts(LATE);
    MadeOptOuts.load(mesh.gateway, Set.of(CLEAR));
    assertThat(current().optedOut()).accepts(CLEAR).rejects(OUT, LATE);
    // Of lists that are over, no number is kept.
    assertThat(mesh.gateway.jdbc().queryForList("select distinct check_id from opt_out_asked"))
        .hasSize(1);
  }

  @Test
  void theListIsAsOldAsItsRequestAndThenGone() {
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
    mesh.gateway.jdbc().update("update opt_out_check set asked_at = now() - interval '8 days'");
    assertThat(exchange.current())
        .isInstanceOfSatisfying(
            OptOuts.Stale.class,
            it ->
                assertThat(it.asOf())
                    .hasValueSatisfying(day -> assertThat(day).isBefore(LocalDate.now())));
    // An answer that comes too late for its request is of no use either.
    var late = exchange.ask("file", "test", it -> {}).orElseThrow();
    mesh.gateway.jdbc().update("update opt_out_check set asked_at = now() - interval '8 days'");
    exchange.answer(Optional.of(late.reference()), MadeOptOuts.without(late, Set.of(OUT)));
    assertThat(exchange.current()).isInstanceOf(OptOuts.Stale.class);
    assertThat(mesh.gateway.jdbc().queryForList("select * from opt_out_asked")).isEmpty();
  }

  /** It would be new for years, and hinder every later one. */
  @Test
  void aListThatWasAskedForInTheFutureIsNoList() {
    MadeOptOuts.load(mesh.gateway, Set.of(CLEAR));
    mesh.gateway.jdbc().update("update opt_out_check set asked_at = now() + interval '400 days'");
    assertThat(exchange.current()).isInstanceOf(OptOuts.Stale.class);
    assertThat(exchange.isDue(Duration.ofDays(1))).isTrue();
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
    assertThat(current().optedOut()).accepts(OUT).rejects(CLEAR);
    assertThat(exchange.isDue(Duration.ofDays(1))).isFalse();
  }

  @Test
  void whatIsNoAnswerToTheRequestChangesNothing() {
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
    var request = exchange.ask("file", "test", it -> {}).orElseThrow();
    var reference = Optional.of(request.reference());
    assertThat(exchange.answer(reference, bytes(Messages.nhsNumber(999) + ",\n")))
        .isInstanceOfSatisfying(
            OptOutExchange.Outcome.Refused.class,
            it -> assertThat(it.reason()).contains("not asked about").doesNotContain("999"));
    assertThat(exchange.answer(reference, bytes("{\"status\": \"pending\"}")))
        .isInstanceOf(OptOutExchange.Outcome.Unchanged.class);
    assertThat(exchange.answer(Optional.of("UNKNOWN"), request.bytes()))
        .isInstanceOf(OptOutExchange.Outcome.Refused.class);
    assertThat(current().optedOut()).accepts(OUT);
    var answer = MadeOptOuts.without(request, Set.of(CLEAR));
    assertThat(exchange.answer(Optional.empty(), answer))
        .isEqualTo(new OptOutExchange.Outcome.Loaded(request.reference(), request.asked()));
    assertThat(current().optedOut()).rejects(OUT).accepts(CLEAR);
    assertThat(exchange.answer(reference, answer))
        .isInstanceOf(OptOutExchange.Outcome.Unchanged.class);
    assertThat(exchange.answer(reference, MadeOptOuts.without(request, Set.of(OUT))))
        .isInstanceOf(OptOutExchange.Outcome.Refused.class);
  }

  /** The request has the form of an answer by which nobody opted out. */
  @Test
  void theRequestItselfIsNoAnswerUnlessSomebodySaysSo() throws IOException {
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
    var request = exchange.ask("file", "test", it -> {}).orElseThrow();
    assertThat(exchange.answer(Optional.of(request.reference()), request.bytes()))
        .isInstanceOfSatisfying(
            OptOutExchange.Outcome.Refused.class,
            it -> assertThat(it.reason()).contains("--confirm-all-clear"));
    assertThat(current().optedOut()).accepts(OUT);
    var file = Files.write(folder.resolve("same.dat"), request.bytes()).toString();
    var quiet = new PrintStream(new ByteArrayOutputStream());
    var command = new OptOutCommand(quiet, quiet);
    assertThat(run(command, "load", file)).isEqualTo(1);
    assertThat(current().optedOut()).accepts(OUT);
    assertThat(run(command, "load", file, "--confirm-all-clear")).isZero();
    assertThat(current().optedOut()).rejects(OUT);
  }

  @Test
  void thatNobodyOfVeryManyOptedOutHasToBeSaid() {
    var many = IntStream.range(2000, 2201).mapToObj(Messages::nhsNumber).toList();
    new OptOutRows(mesh.gateway.jdbc()).insert("MANY", "file", "test", Instant.now(), many);
    var reversed = new StringBuilder();
    many.stream().sorted(Comparator.reverseOrder()).forEach(it -> reversed.append(it + ",\n"));
    var answer = bytes(reversed.toString());
    assertThat(exchange.answer(Optional.of("MANY"), answer))
        .isInstanceOf(OptOutExchange.Outcome.Refused.class);
    assertThat(exchange.current()).isInstanceOf(OptOuts.Stale.class);
    assertThat(exchange.answer(Optional.of("MANY"), answer, true))
        .isEqualTo(new OptOutExchange.Outcome.Loaded("MANY", many.size()));
  }

  @Test
  void byMeshTheRequestGoesLabelledAndTheAnswerIsTakenFromTheServiceAlone() {
    var request = mesh.gateway.bean(OptOutMail.class).ask("test").orElseThrow();
    mesh.await(() -> sent(request.reference()).isPresent());
    var sent = sent(request.reference()).orElseThrow();
    assertThat(sent.bytes()).isEqualTo(request.bytes());
    assertThat(request.reference()).matches("X26PARLEY-[0-9]{8}-[0-9]{4}");
    assertThat(sent.header("Mex-Subject")).isEqualTo(request.reference());
    assertThat(sent.header("Mex-FileName")).isEqualTo(request.reference() + ".dat");
    assertThat(sent.header("Mex-WorkflowID")).isEqualTo("SPINE_NTT_UPHOLDING");

    var forged = deliver("X26THIEF", request.reference(), request.bytes());
    mesh.await(() -> state(forged).equals("refused"));
    assertThat(exchange.current()).isInstanceOf(OptOuts.Stale.class);
    var receipt = deliver(SERVICE, request.reference(), bytes("{\"status\": \"pending\"}"));
    mesh.await(() -> state(receipt).equals("worked"));
    assertThat(exchange.current()).isInstanceOf(OptOuts.Stale.class);
    var answer = deliver(SERVICE, request.reference(), MadeOptOuts.without(request, Set.of(OUT)));
    mesh.await(() -> state(answer).equals("worked"));
    assertThat(current().optedOut()).rejects(CLEAR).accepts(OUT);
    assertThat(
            mesh.gateway
                .jdbc()
                .queryForObject(
                    "select length(body) from mesh_message where message_id = ?",
                    Integer.class,
                    answer))
        .isZero();
    assertThat(mesh.stub.acknowledged(answer)).isTrue();
  }

  @Test
  void byFileTheCommandSaysNobodysNumberAndNoCountOfOptOuts() throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var command = new OptOutCommand(new PrintStream(out), new PrintStream(err));
    assertThat(run(command, "request", "--out", folder.toString())).isZero();
    var file = Files.list(folder).findFirst().orElseThrow();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var numbers = Files.readAllLines(file);
    assertThat(numbers).contains(CLEAR + ",", OUT + ",");
    Files.writeString(folder.resolve("answer.dat"), CLEAR + ",\n");
    assertThat(run(command, "load", folder.resolve("answer.dat").toString())).isZero();
    assertThat(run(command, "status")).isZero();
    assertThat(run(command, "load", folder.resolve("nothing").toString())).isEqualTo(1);
    assertThat(current().optedOut()).accepts(OUT).rejects(CLEAR);
    assertThat(out.toString() + err)
        .contains("the list is of " + LocalDate.now(java.time.ZoneId.of("Europe/London")))
        .doesNotContain(CLEAR)
        .doesNotContain(OUT)
        .doesNotContain(" 1 ");
  }

  @Test
  void theAnswerIsNotOnTheRecord() {
    var path = "/fhir/Patient/" + UUID.nameUUIDFromBytes(bytes(OUT));
    var before = mesh.http.get(path).body();
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
    assertThat(mesh.http.get(path).body()).isEqualTo(before);
    assertThat(
            mesh.gateway
                .jdbc()
                .queryForList(
                    "select 1 from information_schema.table_constraints c"
                        + " join information_schema.constraint_column_usage u"
                        + " using (constraint_schema, constraint_name)"
                        + " where c.table_name like 'opt_out%' and c.constraint_type = 'FOREIGN KEY'"
                        + " and u.table_name not like 'opt_out%'"))
        .isEmpty();
  }

  private int run(OptOutCommand command, String... words) throws IOException {
    var given =
        Arguments.read(
                List.of(words),
                Set.of("--out", "--request"),
                Set.of("--mesh", "--confirm-all-clear"))
            .arguments()
            .orElseThrow();
    try {
      return command.done(given, exchange, mesh.gateway.bean(OptOutMail.class));
    } catch (IOException e) {
      return 1;
    }
  }

  private OptOuts.Current current() {
    return (OptOuts.Current) exchange.current();
  }

  private Optional<StubMessage> sent(String reference) {
    return mesh.stub.sentTo(SERVICE).stream()
        .filter(it -> it.header("Mex-LocalID").equals(reference))
        .filter(it -> it.bytes().length > 0)
        .findFirst();
  }

  private String deliver(String from, String reference, byte[] bytes) {
    var headers = new HashMap<String, String>();
    headers.put("Mex-From", from);
    headers.put("Mex-WorkflowID", "SPINE_NTT_UPHOLDING");
    headers.put("Mex-LocalID", reference);
    return mesh.stub.deliver(Map.copyOf(headers), false, bytes);
  }

  private String state(String message) {
    return mesh
        .gateway
        .jdbc()
        .query(
            "select state from mesh_message where message_id = ?",
            (row, index) -> row.getString(1),
            message)
        .stream()
        .findFirst()
        .orElse("");
  }

  private void patient(String number) {
    var id = UUID.nameUUIDFromBytes(bytes(number)).toString();
    var stored =
        mesh.http.putJson(
            "/fhir/Patient/" + id,
            """
            {"resourceType":"Patient","id":"%s","identifier":[
              {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]}"""
                .formatted(id, number));
    assertThat(stored.statusCode()).as(stored.body()).isIn(200, 201);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
