package parley.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import parley.server.Http;
import parley.server.mesh.MadeRelease;
import parley.server.mesh.MeshGateway;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;

/** Calls about pseudonymised exports, on a gateway with a key and a folder of agreements. */
final class DeidentifiedCalls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MeshGateway mesh = MeshGateway.shared();
  private final Http http = mesh.http;

  /** One that lists elements, one that is over, and one that is about no elements. */
  static void agreements() {
    MadeRelease.agreement(
        "evaluation",
        "2099-12-31",
        "Patient.id",
        "Patient.gender",
        "Observation.id",
        "Observation.status",
        "Observation.subject.reference",
        "Observation.effectiveDateTime month",
        "Observation.valueInteger",
        "QuestionnaireResponse.status",
        "QuestionnaireResponse.item.linkId",
        "QuestionnaireResponse.item.answer.valueInteger");
    MadeRelease.agreement("over", "2026-01-31", "Patient.id");
    MadeRelease.agreement("rows", "2099-12-31");
  }

  JsonNode finished(String more) throws IOException {
    var answer = awaited(started(more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  String started(String more) {
    var answer =
        ask(
            "/fhir/$export?_agreement=evaluation&_agreementHash="
                + hash("evaluation")
                + "&_by="
                + MadeRelease.BY
                + more);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return path(answer.headers().firstValue("Content-Location").orElseThrow());
  }

  HttpResponse<String> awaited(String status) {
    mesh.await(() -> http.get(status).statusCode() != 202);
    return http.get(status);
  }

  HttpResponse<String> ask(String path) {
    return http.send(
        HttpRequest.newBuilder(http.uri(path)).header("Prefer", "respond-async").GET());
  }

  List<JsonNode> lines(JsonNode manifest, String type) throws JsonProcessingException {
    for (var one : manifest.path("output")) {
      if (one.path("type").asText().equals(type)) {
        var file = http.get(path(one.path("url").asText()));
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/fhir+ndjson");
        var lines = new java.util.ArrayList<JsonNode>();
        for (var line : file.body().lines().toList()) {
          lines.add(JSON.readTree(line));
        }
        return lines;
      }
    }
    return List.of();
  }

  static String path(String url) {
    var uri = URI.create(url);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  static String jobOf(String status) {
    return status.substring(status.indexOf("p-"), status.indexOf("&_by="));
  }

  List<String> folders() throws IOException {
    var folder = mesh.gateway.data().resolve("exports");
    try (var all = Files.list(folder)) {
      return all.map(Path::getFileName).map(Path::toString).toList();
    }
  }

  static String hash(String name) {
    try {
      var text = Files.readString(MadeRelease.folder().resolve(name + ".json"));
      var reading = Agreements.read(text, LocalDate.EPOCH);
      return ((AgreementReading.Accepted) reading).agreement().digest();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String id(String name) {
    return UUID.nameUUIDFromBytes(("deidentified " + name).getBytes()).toString();
  }

  static String patient(String number) {
    return """
        "gender":"female","birthDate":"1987-03-09","name":[{"family":"Quibbleton"}],
        "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]"""
        .formatted(number);
  }

  static String observation(String patient, int value) {
    return """
        "status":"final","code":{"text":"Quibbleton"},"subject":{"reference":"Patient/%s"},
        "effectiveDateTime":"2025-10-12T09:30:00Z","valueInteger":%d,"note":[{"text":"Quibbleton"}]"""
        .formatted(patient, value);
  }

  void put(String type, String id, String body) {
    var stored =
        http.putJson(
            "/fhir/" + type + "/" + id,
            "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, body));
    assertThat(stored.statusCode()).as(stored.body()).isIn(200, 201);
  }
}
