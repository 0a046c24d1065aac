package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import parley.server.Http;

/** October 2026 of a made person, written to the endpoint. */
final class MadeMonth {

  private static final Path RECORD =
      Path.of("../submissions/src/test/resources/submission/one-person/resources.ndjson");
  private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");
  private static final Pattern TYPE = Pattern.compile("\"resourceType\": ?\"([^\"]+)\"");

  private MadeMonth() {}

  /** Organisations, room and person of the golden folder, and their course with two contacts. */
  static void store(Http http) throws IOException {
    for (var line : Files.readAllLines(RECORD)) {
      var type = first(TYPE, line);
      if (type.equals("Organization") || type.equals("Location") || line.contains("P-000001")) {
        put(http, type + '/' + first(ID, line), line);
      }
    }
    put(
        http,
        "ServiceRequest/r1",
        """
        {"resourceType":"ServiceRequest","id":"r1","status":"active","intent":"order",
         "identifier":[{"system":"urn:test:referral","value":"REF-1"}],
         "subject":{"reference":"Patient/p1"}}""");
    put(
        http,
        "EpisodeOfCare/c1",
        """
        {"resourceType":"EpisodeOfCare","id":"c1","status":"active",
         "patient":{"reference":"Patient/p1"},
         "managingOrganization":{"reference":"Organization/prov"},
         "referralRequest":[{"reference":"ServiceRequest/r1"}],"period":{"start":"2026-09-10"}}""");
    put(http, "Encounter/k1", contact("k1", "2026-10-05T09:00:00Z"));
    put(http, "Encounter/k5", contact("k5", "2026-09-30T23:30:00Z"));
    put(http, "Encounter/k3", contact("k3", "2026-11-02T09:00:00Z"));
  }

  /** The referral gets a number of another system, before the one that it had. */
  static void numberReferralAnew(Http http) {
    put(
        http,
        "ServiceRequest/r1",
        """
        {"resourceType":"ServiceRequest","id":"r1","status":"active","intent":"order",
         "identifier":[{"system":"urn:test:another","value":"OTHER-9"},
                       {"system":"urn:test:referral","value":"REF-1"}],
         "subject":{"reference":"Patient/p1"}}""");
  }

  private static String contact(String id, String start) {
    return """
        {"resourceType":"Encounter","id":"%s","status":"finished",
         "identifier":[{"system":"urn:test:contact","value":"%s"}],
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/nhs-appointment-type",
           "code":"03"}]}],
         "extension":[{"url":"https://parley.example/fhir/StructureDefinition/attendance",
           "valueCodeableConcept":{"coding":[{"code":"5","system":
             "https://parley.example/fhir/CodeSystem/nhs-attended-or-did-not-attend"}]}}],
         "subject":{"reference":"Patient/p1"},"episodeOfCare":[{"reference":"EpisodeOfCare/c1"}],
         "period":{"start":"%s"}}"""
        .formatted(id, id.toUpperCase(Locale.ROOT), start);
  }

  private static void put(Http http, String path, String json) {
    var answer = http.putJson("/fhir/" + path, json);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
  }

  private static String first(Pattern pattern, String line) {
    return pattern.matcher(line).results().findFirst().orElseThrow().group(1);
  }
}
