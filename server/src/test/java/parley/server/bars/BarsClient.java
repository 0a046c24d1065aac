package parley.server.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import parley.server.Http;
import parley.server.RunningGateway;

/** A sender of BaRS messages to the shared gateway. */
final class BarsClient {

  private final RunningGateway gateway = RunningGateway.shared();
  final Http http = new Http(gateway);

  HttpResponse<String> fresh(String body) {
    return post(UUID.randomUUID().toString(), body, "json");
  }

  HttpResponse<String> post(String requestId, String body, String format) {
    return http.send(
        HttpRequest.newBuilder(http.uri("/fhir/$process-message"))
            .header("Content-Type", "application/fhir+" + format)
            .header("X-Request-Id", requestId)
            .header("X-Correlation-Id", UUID.randomUUID().toString())
            .header("NHSD-Target-Identifier", BarsMessages.target())
            .POST(BodyPublishers.ofString(body)));
  }

  void is(HttpResponse<String> answer, int status, String code, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    var issue = ((OperationOutcome) parse(answer.body())).getIssueFirstRep();
    assertThat(issue.getDetails().getCodingFirstRep().getCode()).isEqualTo(code);
    if (type != null) {
      assertThat(issue.getCode().toCode()).isEqualTo(type);
    }
  }

  Resource parse(String body) {
    var parser =
        body.startsWith("<") ? gateway.fhir().newXmlParser() : gateway.fhir().newJsonParser();
    return (Resource) parser.parseResource(body);
  }

  int total(String search) {
    return ((Bundle) parse(http.get("/fhir/" + search + "&_total=accurate").body())).getTotal();
  }
}
