package parley.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Plain HTTP, so that what is sent is exactly what the test says. */
public final class Http {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final RunningGateway gateway;

  public Http(RunningGateway gateway) {
    this.gateway = gateway;
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  public HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  public HttpResponse<String> post(String path, String contentType, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> postJson(String path, String body) {
    return post(path, "application/fhir+json", body);
  }

  public HttpResponse<String> putJson(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> patch(String path, String contentType, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", contentType)
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  /** Posts one HL7 v2 message; the acknowledgement in Latin-1, segment by segment. */
  public String hl7(byte[] message) {
    var response =
        send(
            HttpRequest.newBuilder(uri("/hl7v2"))
                .header("Content-Type", "x-application/hl7-v2+er7")
                .POST(BodyPublishers.ofByteArray(message)));
    return response.body().replace('\r', '\n');
  }

  public String hl7(String message) {
    return hl7(message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public URI uri(String path) {
    return gateway.url(path);
  }
}
