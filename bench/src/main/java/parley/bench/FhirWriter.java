package parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Writes resources by the FHIR endpoint of a gateway. */
final class FhirWriter {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  /**
   * A writer.
   *
   * @param base such as {@code http://127.0.0.1:8080/fhir/}
   */
  FhirWriter(String base) {
    this.base = base;
  }

  void put(String path, String json) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(json))
            .build();
    answered(path, request);
  }

  void delete(String path) throws IOException, InterruptedException {
    answered(path, HttpRequest.newBuilder(URI.create(base + path)).DELETE().build());
  }

  String get(String path) throws IOException, InterruptedException {
    return answered(path, HttpRequest.newBuilder(URI.create(base + path)).build());
  }

  private String answered(String path, HttpRequest request)
      throws IOException, InterruptedException {
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return answer.body();
  }
}
