package parley.server.demo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;

/** Speaks FHIR REST with the gateway. Safe to share between threads. */
final class FhirLine {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JSON = "application/fhir+json";

  private final FhirContext fhir = FhirContext.forR4Cached();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI base;

  FhirLine(URI base) {
    this.base = base;
  }

  /**
   * Writes a resource under its own id.
   *
   * @return the HTTP status; 0 when there was no answer
   */
  int put(Resource resource) throws InterruptedException {
    var body = fhir.newJsonParser().encodeResourceToString(resource);
    var request =
        request("/fhir/" + resource.fhirType() + '/' + resource.getIdElement().getIdPart())
            .header("Content-Type", JSON)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException unanswered) {
      // The report counts a write without answer.
      return 0;
    }
  }

  /**
   * Reads, searches or asks.
   *
   * @param path below the base, with its query
   * @return empty when the answer is not 200 or no such resource
   */
  <T extends IBaseResource> Optional<T> get(Class<T> type, String path)
      throws InterruptedException {
    var request = request(path).header("Cache-Control", "no-cache").build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(fhir.newJsonParser().parseResource(type, answer.body()))
          : Optional.empty();
    } catch (IOException | DataFormatException unreachableOrNotFhir) {
      // Whoever asked takes it for an expectation that was not met.
      return Optional.empty();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).header("Accept", JSON);
  }
}
