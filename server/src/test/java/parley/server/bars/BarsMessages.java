package parley.server.bars;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** BaRS messages of made people, and the headers they come with. */
public final class BarsMessages {

  static final String TARGET = "https://fhir.nhs.uk/Id/dos-service-id|2000099999";

  private BarsMessages() {}

  /** NHSD-Target-Identifier of a service. */
  static String target(String system, String value) {
    var json = "{\"value\":\"" + value + "\",\"system\":\"" + system + "\"}";
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  public static String target() {
    return target("https://fhir.nhs.uk/Id/dos-service-id", "2000099999");
  }

  public static String referral(String number, String nhsNumber, String status) {
    return message(
        "servicerequest-request",
        "ServiceRequest/r-" + number,
        """
        {"fullUrl":"urn:uuid:%s","resource":{"resourceType":"ServiceRequest","id":"r-%s",
         "identifier":[{"system":"https://sample111.example/referral","value":"%s"}],
         "status":"%s","intent":"plan","subject":{"reference":"Patient/p"},
         "authoredOn":"2026-11-02T08:50:00+00:00"}}"""
            .formatted(UUID.randomUUID(), number, number, status),
        nhsNumber);
  }

  static String booking(String number, String nhsNumber, String slot, String status) {
    return message(
        "booking-request",
        "Appointment/a-" + number,
        """
        {"fullUrl":"urn:uuid:%s","resource":{"resourceType":"Appointment","id":"a-%s",
         "identifier":[{"system":"https://sample111.example/booking","value":"%s"}],
         "status":"%s","start":"2027-01-20T10:00:00+00:00","end":"2027-01-20T10:50:00+00:00",
         "slot":[{"reference":"Slot/%s"}],
         "participant":[{"actor":{"reference":"Patient/p"},"status":"accepted"}]}}"""
            .formatted(UUID.randomUUID(), number, number, status, slot),
        nhsNumber);
  }

  private static String message(String event, String focus, String resource, String nhsNumber) {
    return """
        {"resourceType":"Bundle","type":"message","timestamp":"2026-11-02T08:55:00+00:00","entry":[
        {"fullUrl":"urn:uuid:20000000-0000-4000-8000-000000000001","resource":{
         "resourceType":"MessageHeader",
         "eventCoding":{"system":"https://fhir.nhs.uk/CodeSystem/message-events-bars","code":"%s"},
         "source":{"endpoint":"https://fhir.nhs.uk/Id/dos-service-id|2000088888"},
         "reason":{"coding":[{"system":"https://fhir.nhs.uk/CodeSystem/message-reason-bars",
          "code":"new"}]},
         "focus":[{"reference":"%s"}]}},
        %s,
        {"fullUrl":"https://sample111.example/Patient/p","resource":{"resourceType":"Patient","id":"p",
         "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}],
         "name":[{"family":"Barsperson","given":["Eve"]}],"birthDate":"1990-01-01"}}]}"""
        .formatted(event, focus, resource, nhsNumber);
  }
}
