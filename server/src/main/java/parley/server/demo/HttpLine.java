package parley.server.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends by {@code POST /hl7v2}, the acknowledgement in the body whatever the status. */
final class HttpLine implements Line {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI address;

  HttpLine(URI base) {
    address = base.resolve("/hl7v2");
  }

  @Override
  public List<String> send(List<DemoMessage> wave) throws InterruptedException {
    var answers = new ArrayList<String>();
    for (var message : wave) {
      answers.add(send(message.bytes()));
    }
    return answers;
  }

  private String send(byte[] message) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "x-application/hl7-v2+er7")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message))
            .build();
    try {
      return client
          .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
          .body();
    } catch (IOException unanswered) {
      // The report counts a message without answer.
      return "";
    }
  }

  @Override
  public void close() {
    // The JDK's client of Java 17 has nothing to close.
  }
}
