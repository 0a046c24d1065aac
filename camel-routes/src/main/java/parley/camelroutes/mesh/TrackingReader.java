package parley.camelroutes.mesh;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads what MESH says of a sent message. By message id it answers in version 2 names, by local id
 * in those of version 1.
 */
final class TrackingReader {

  private TrackingReader() {}

  static MeshAnswer<Tracking> read(JsonNode json) {
    var id = text(json, "message_id", "messageId", "dtsId");
    if (id.isEmpty()) {
      return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
    }
    var success = text(json, "status_success", "statusSuccess");
    var code = text(json, "status_code", "statusCode");
    return new MeshAnswer.Done<>(new Tracking(id, status(json, success), shown(code)));
  }

  private static Tracking.Status status(JsonNode json, String success) {
    var status = text(json, "status");
    if (success.equalsIgnoreCase("false") || success.equalsIgnoreCase("ERROR")) {
      return Tracking.Status.FAILED;
    }
    if (status.equalsIgnoreCase("error") || status.equalsIgnoreCase("undeliverable")) {
      return Tracking.Status.FAILED;
    }
    return status.equalsIgnoreCase("acknowledged")
        ? Tracking.Status.ACKNOWLEDGED
        : Tracking.Status.ACCEPTED;
  }

  private static String shown(String code) {
    return code.matches("[0-9A-Za-z]{1,10}") ? code : "";
  }

  private static String text(JsonNode json, String... names) {
    for (var name : names) {
      var value = json.path(name).asText("");
      if (!value.isEmpty() && !value.equals("null")) {
        return value;
      }
    }
    return "";
  }
}
