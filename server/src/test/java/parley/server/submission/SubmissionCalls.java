package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.hl7.fhir.r4.model.Parameters;
import parley.server.Http;

/** The operations of submissions, as a client calls them. */
final class SubmissionCalls {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private SubmissionCalls() {}

  static long built(Http http, String more) {
    var done = awaited(http, ordered(http, more));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    return Long.parseLong(value(done, "id"));
  }

  static String ordered(Http http, String more) {
    var answer = http.postJson("/fhir/$submission", october().replace("]}", more + "]}"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var status = answer.headers().firstValue("Content-Location").orElseThrow();
    return status.substring(status.indexOf("/fhir/"));
  }

  static HttpResponse<String> awaited(Http http, String status) {
    var end = Instant.now().plus(PATIENCE);
    var answer = http.get(status);
    while (answer.statusCode() == 202 && Instant.now().isBefore(end)) {
      assertThat(answer.headers().firstValue("X-Progress")).isPresent();
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      answer = http.get(status);
    }
    return answer;
  }

  static HttpResponse<String> change(Http http, long id, String state) {
    return http.postJson(
        "/fhir/$submission-change",
        parameters("id", "" + id, "state", state, "by", "ME", "reason", "it is as it should be"));
  }

  static String october() {
    return parameters("provider", "RZ9", "period", "2026-10");
  }

  static String parameters(String... namesAndValues) {
    var parts = new ArrayList<String>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      parts.add(part(namesAndValues[i], namesAndValues[i + 1]));
    }
    return "{\"resourceType\":\"Parameters\",\"parameter\":[" + String.join(",", parts) + "]}";
  }

  static String part(String name, String value) {
    return "{\"name\":\"%s\",\"valueString\":\"%s\"}".formatted(name, value);
  }

  static String value(HttpResponse<String> answer, String name) {
    var parameters =
        FhirContext.forR4Cached().newJsonParser().parseResource(Parameters.class, answer.body());
    return parameters.getParameter(name).getValue().primitiveValue();
  }

  static Path packageIn(Path out) throws IOException {
    try (var all = Files.walk(out)) {
      return all.filter(file -> file.getFileName().toString().startsWith("IDENTIFIABLE-primary-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
