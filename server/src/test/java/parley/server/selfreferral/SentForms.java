package parley.server.selfreferral;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import parley.server.Http;
import parley.server.RunningGateway;

/** The forms of one test, and what became of them. */
final class SentForms {

  static final String PATH = "/fhir/QuestionnaireResponse";

  private final RunningGateway gateway = RunningGateway.shared();
  final Http http = new Http(gateway);
  final String number = UUID.randomUUID().toString();

  String form(String name, String nhsNumber) {
    try (var in = getClass().getResourceAsStream("/self-referrals/" + name + "/response.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("F-2026-0001", number)
          .replace("999 008 0011", nhsNumber);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<String> candidates(Patient patient) {
    return all(Task.class, patient).stream()
        .flatMap(task -> task.getInput().stream())
        .map(input -> ((Reference) input.getValue()).getReference())
        .toList();
  }

  List<String> tasks(Patient patient) {
    return all(Task.class, patient).stream()
        .map(task -> task.getCode().getCodingFirstRep().getCode())
        .toList();
  }

  Patient patient(String nhsNumber) {
    var found = bundle("/fhir/Patient?identifier=" + nhsNumber);
    assertThat(found.getEntry()).hasSize(1);
    return (Patient) found.getEntryFirstRep().getResource();
  }

  /** The Patient of this test's referral. */
  Patient referred() {
    return referred(number);
  }

  Patient referred(String identifier) {
    var found = bundle("/fhir/ServiceRequest?identifier=" + identifier);
    assertThat(found.getEntry()).hasSize(1);
    var request = (ServiceRequest) found.getEntryFirstRep().getResource();
    return (Patient) read(http.get("/fhir/" + request.getSubject().getReference()).body());
  }

  <T extends Resource> T only(Class<T> type, Patient patient) {
    var found = all(type, patient);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  <T extends Resource> List<T> all(Class<T> type, Patient patient) {
    var path =
        "/fhir/%s?_count=100&patient=%s".formatted(type.getSimpleName(), patient.getIdPart());
    return bundle(path).getEntry().stream().map(it -> type.cast(it.getResource())).toList();
  }

  Bundle bundle(String path) {
    HttpResponse<String> answer = http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (Bundle) read(answer.body());
  }

  Resource read(String json) {
    return (Resource) gateway.fhir().newJsonParser().parseResource(json);
  }

  String encoded(Resource resource) {
    return gateway.fhir().newJsonParser().encodeResourceToString(resource);
  }
}
