package parley.camelroutes.mesh;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the stub does for who was let in. Called under the stub's lock. */
final class StubDesk {

  private final MeshStub stub;
  private final String mailbox;

  StubDesk(MeshStub stub, String mailbox) {
    this.stub = stub;
    this.mailbox = mailbox;
  }

  StubAnswer answer(HttpExchange exchange, String line, byte[] body) {
    var parts = line.split("/");
    var query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    if (line.equals("GET /inbox")) {
      return inbox(query);
    }
    if (line.equals("GET /count")) {
      return StubAnswer.json(200, "{\"count\":" + waiting().size() + "}");
    }
    if (line.startsWith("GET /inbox/")) {
      return fetch(parts[2], parts.length > 3 ? Integer.parseInt(parts[3]) : 1);
    }
    if (line.startsWith("PUT /inbox/") && line.endsWith("/status/acknowledged")) {
      stub.messages.get(parts[2]).acknowledged = true;
      return StubAnswer.json(200, "{\"message_id\":\"" + parts[2] + "\"}");
    }
    if (line.equals("POST /outbox")) {
      return send(exchange, body);
    }
    if (line.startsWith("POST /outbox/")) {
      return sendChunk(parts[2], Integer.parseInt(parts[3]), body);
    }
    if (line.startsWith("GET /outbox/tracking")) {
      return parts.length > 3 ? trackLocal(parts[3]) : track(query.replace("messageID=", ""));
    }
    return StubAnswer.status(405);
  }

  private List<StubMessage> waiting() {
    return stub.messages.values().stream()
        .filter(message -> message.header("Mex-To").equals(mailbox))
        .filter(message -> message.complete() && !message.acknowledged)
        .toList();
  }

  private StubAnswer inbox(String query) {
    var from = query.startsWith("continue_from=") ? query.substring("continue_from=".length()) : "";
    var all = waiting().stream().filter(message -> message.id.compareTo(from) > 0).toList();
    var page = all.stream().limit(stub.pageSize()).toList();
    var ids = page.stream().map(message -> '"' + message.id + '"').collect(Collectors.joining(","));
    var self = "/messageexchange/" + mailbox.toLowerCase(java.util.Locale.ROOT) + "/inbox";
    var next =
        all.size() > page.size()
            ? ",\"next\":\"" + self + "?continue_from=" + page.get(page.size() - 1).id + '"'
            : "";
    return StubAnswer.json(
        200, "{\"messages\":[" + ids + "],\"links\":{\"self\":\"" + self + '"' + next + "}}");
  }

  private StubAnswer fetch(String id, int chunk) {
    var message = stub.messages.get(id);
    if (message == null || message.acknowledged) {
      return StubAnswer.status(404);
    }
    if (message.gone) {
      return StubAnswer.status(410);
    }
    var headers = new TreeMap<String, String>(message.headers);
    headers.put("Content-Type", "application/octet-stream");
    if (message.gzip) {
      headers.put("Content-Encoding", "gzip");
    }
    int of = message.chunksExpected;
    if (of > 1) {
      headers.put("Mex-Chunk-Range", chunk + ":" + of);
    }
    return new StubAnswer(chunk < of ? 206 : 200, headers, message.chunks.get(chunk - 1));
  }

  private StubAnswer send(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var to = Optional.ofNullable(headers.getFirst("Mex-To")).orElse("");
    if (to.isEmpty() || to.equals(MeshStub.UNREGISTERED)) {
      var code = to.isEmpty() ? "08" : "12";
      return StubAnswer.json(
          417, "{\"detail\":[{\"event\":\"SEND\",\"code\":\"" + code + "\",\"msg\":\"no\"}]}");
    }
    var message = new StubMessage(stub.nextId());
    headers.forEach(
        (name, values) -> {
          if (name.toLowerCase(java.util.Locale.ROOT).startsWith("mex-")) {
            message.headers.put(name, values.get(0));
          }
        });
    var range = Optional.ofNullable(headers.getFirst("Mex-Chunk-Range")).orElse("1:1");
    message.chunksExpected = Integer.parseInt(range.split(":")[1]);
    message.gzip = "gzip".equals(headers.getFirst("Content-Encoding"));
    message.chunks.add(body);
    stub.messages.put(message.id, message);
    return StubAnswer.json(202, "{\"message_id\":\"" + message.id + "\"}");
  }

  private StubAnswer sendChunk(String id, int number, byte[] body) {
    var message = stub.messages.get(id);
    if (message == null) {
      return StubAnswer.status(404);
    }
    if (message.complete()) {
      return StubAnswer.status(423);
    }
    if (number == message.chunks.size() + 1) {
      message.chunks.add(body);
    }
    return StubAnswer.json(202, "{\"message_id\":\"" + id + "\"}");
  }

  private StubAnswer trackLocal(String localId) {
    var found =
        stub.messages.values().stream()
            .filter(message -> message.header("Mex-From").equals(mailbox))
            .filter(message -> message.header("Mex-LocalID").equals(localId))
            .toList();
    if (found.size() > 1) {
      return StubAnswer.status(300);
    }
    // By local id the service answers in the names of version 1.
    return found.stream()
        .findFirst()
        .map(message -> StubAnswer.json(200, state(message, "messageId", "statusSuccess")))
        .orElse(StubAnswer.status(404));
  }

  private StubAnswer track(String id) {
    var message = stub.messages.get(id);
    return message == null
        ? StubAnswer.status(404)
        : StubAnswer.json(200, state(message, "message_id", "status_success"));
  }

  private static String state(StubMessage message, String id, String success) {
    var facts =
        Map.of(
            id,
            '"' + message.id + '"',
            "status",
            message.acknowledged ? "\"acknowledged\"" : "\"accepted\"",
            success,
            message.failure.isEmpty() ? "null" : "\"ERROR\"",
            success.equals("statusSuccess") ? "statusCode" : "status_code",
            message.failure.isEmpty() ? "null" : '"' + message.failure + '"');
    return facts.entrySet().stream()
        .map(fact -> '"' + fact.getKey() + "\":" + fact.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
