package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;

/** The FHIR endpoint of the shared gateway, and small resources to send it. */
final class FhirClient {

  static final String XML = "application/fhir+xml";

  final RunningGateway gateway = RunningGateway.shared();
  final Http http = new Http(gateway);

  static String patient(String id, String family) {
    return """
        {"resourceType":"Patient","id":"%s","name":[{"family":"%s"}],"gender":"female",
         "birthDate":"1980-02-15"}"""
        .formatted(id, family);
  }

  static String observation(String value) {
    return """
        {"resourceType":"Observation","status":"final","code":{"text":"score"},
         "valueQuantity":{"value":%s}}"""
        .formatted(value);
  }

  String stored(String family) {
    var id = UUID.randomUUID().toString();
    assertThat(http.putJson("/fhir/Patient/" + id, patient(id, family)).statusCode())
        .isEqualTo(201);
    return id;
  }

  int total(String path) {
    return bundle(http.get(path).body()).getTotal();
  }

  Bundle bundle(String json) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, json);
  }
}
