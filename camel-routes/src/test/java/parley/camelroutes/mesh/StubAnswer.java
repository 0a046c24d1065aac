package parley.camelroutes.mesh;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer of the stub. */
record StubAnswer(int status, Map<String, String> headers, byte[] body) {

  static StubAnswer status(int status) {
    return new StubAnswer(status, Map.of(), new byte[0]);
  }

  static StubAnswer json(int status, String json) {
    return new StubAnswer(
        status,
        Map.of("Content-Type", "application/vnd.mesh.v2+json"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  void write(HttpExchange exchange, boolean broken) throws IOException {
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body, 0, broken ? body.length / 2 : body.length);
    }
  }
}
