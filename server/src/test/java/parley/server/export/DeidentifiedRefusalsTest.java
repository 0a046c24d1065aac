package parley.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.Http;
import parley.server.mesh.MeshGateway;
import parley.server.optout.MadeOptOuts;

/** What is no pseudonymised export, and is told so at once. */
@Timeout(180)
class DeidentifiedRefusalsTest {

  private final DeidentifiedCalls calls = new DeidentifiedCalls();
  private final MeshGateway mesh = MeshGateway.shared();
  private final Http http = mesh.http;

  @BeforeAll
  static void agreements() {
    DeidentifiedCalls.agreements();
  }

  @ParameterizedTest
  @CsvSource({
    "404, _agreement=nothing&_agreementHash=HASH&_by=ANALYST",
    "404, _agreement=..%2Fevaluation&_agreementHash=HASH&_by=ANALYST",
    "400, _agreement=evaluation&_by=ANALYST",
    "400, _agreement=evaluation&_agreementHash=abc&_by=ANALYST",
    "403, _agreement=evaluation&_agreementHash=HASH",
    "403, _agreement=evaluation&_agreementHash=HASH&_by=SOMEBODY",
    "400, _agreement=evaluation&_agreementHash=HASH&_by=ANALYST&_type=Condition",
    "400, _agreement=evaluation&_agreementHash=HASH&_by=ANALYST&_typeFilter=Patient%3Fgender%3Dmale",
    "400, _agreementHash=HASH&_agreement=evaluation&_by=ANALYST&_since=2026-01-01T00:00:00Z",
    "422, _agreement=over&_agreementHash=HASH&_by=ANALYST",
    "422, _agreement=rows&_agreementHash=HASH&_by=ANALYST"
  })
  void whatTheAgreementDoesNotAllowIsRefusedAtOnce(int status, String parameters) {
    var answer =
        calls.ask(
            "/fhir/$export?" + parameters.replace("HASH", DeidentifiedCalls.hash("evaluation")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("OperationOutcome");
  }

  @Test
  void nothingLeavesUnderNamesWhenAnAgreementWasMeant() {
    var good =
        "?_agreement=evaluation&_agreementHash="
            + DeidentifiedCalls.hash("evaluation")
            + "&_by=ANALYST";
    assertThat(calls.ask("/fhir/Patient/$export" + good).statusCode()).isEqualTo(400);
    assertThat(http.get("/fhir/$export" + good).statusCode()).isEqualTo(400);
    var posted =
        http.send(
            HttpRequest.newBuilder(http.uri("/fhir/$export"))
                .header("Prefer", "respond-async")
                .header("Content-Type", "application/fhir+json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"_agreement\","
                            + "\"valueString\":\"evaluation\"}]}")));
    assertThat(posted.statusCode()).as(posted.body()).isEqualTo(400);
    MadeOptOuts.forget(mesh.gateway);
    var stale = calls.ask("/fhir/$export" + good);
    assertThat(stale.statusCode()).as(stale.body()).isEqualTo(409);
    assertThat(stale.body()).contains("opt-outs");
  }
}
