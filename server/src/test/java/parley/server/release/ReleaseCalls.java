package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.hl7.fhir.r4.model.Parameters;
import parley.server.Http;

/** The operations of releases, as a client calls them. */
record ReleaseCalls(Http http) {

  private static final String BY = "&by=IG%20LEAD";

  /** The address of the status of a release of September and October. */
  String ordered(String... namesAndValues) {
    var all = new ArrayList<>(List.of(namesAndValues));
    all.addAll(List.of("period", "2026-09..2026-10", "by", "IG LEAD"));
    return accepted(parameters(all.toArray(String[]::new)));
  }

  /** The same as a dry run by an agreement that comes with the order. */
  String tried(String agreement) {
    return accepted(trial(agreement));
  }

  String trial(String agreement) {
    var rest = parameters("period", "2026-09..2026-10", "by", "IG LEAD", "dry-run", "true");
    var given = "{\"name\":\"agreement\",\"resource\":" + agreement + "},";
    return rest.replaceFirst("\\[", "[" + Matcher.quoteReplacement(given));
  }

  private String accepted(String parameters) {
    var answer = http.postJson("/fhir/$release", parameters);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var status = answer.headers().firstValue("Content-Location").orElseThrow();
    return status.substring(status.indexOf("/fhir/"));
  }

  void refused(int status, String says, String... namesAndValues) {
    var answer = http.postJson("/fhir/$release", parameters(namesAndValues));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("OperationOutcome", says);
  }

  HttpResponse<String> awaited(String status) {
    var answer = new AtomicReference<>(http.get(status));
    Waiting.until(
        () -> {
          if (answer.get().statusCode() == 202) {
            assertThat(answer.get().headers().firstValue("X-Progress")).isPresent();
            answer.set(http.get(status));
          }
          return answer.get().statusCode() != 202;
        });
    return answer.get();
  }

  /** The files of a release, by name. */
  Map<String, String> released(String status) {
    var files = new TreeMap<String, String>();
    for (var path : paths(status)) {
      var answer = http.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      files.put(path.substring(path.lastIndexOf('/') + 1), answer.body());
    }
    return files;
  }

  List<String> paths(String status) {
    var answer = awaited(status + BY);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var parameters =
        FhirContext.forR4Cached().newJsonParser().parseResource(Parameters.class, answer.body());
    Predicate<Parameters.ParametersParameterComponent> isUrl = part -> part.getName().equals("url");
    return parameters.getParameter().stream()
        .filter(part -> part.getName().equals("file"))
        .flatMap(part -> part.getPart().stream().filter(isUrl))
        .map(part -> part.getValue().primitiveValue())
        .map(url -> url.substring(url.indexOf("/releases/")))
        .toList();
  }

  private static String parameters(String... namesAndValues) {
    var parts = new ArrayList<String>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      parts.add(
          "{\"name\":\"%s\",\"valueString\":\"%s\"}"
              .formatted(namesAndValues[i], namesAndValues[i + 1]));
    }
    return "{\"resourceType\":\"Parameters\",\"parameter\":[" + String.join(",", parts) + "]}";
  }
}
