package parley.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads back through HTTP what the gateway holds. */
final class RecordReader {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
  private static final List<String> TYPES =
      List.of(
          "Patient",
          "ServiceRequest",
          "Condition",
          "Observation",
          "EpisodeOfCare",
          "Encounter",
          "Procedure",
          "QuestionnaireResponse",
          "Flag",
          "Task",
          "Practitioner",
          "PractitionerRole",
          "Organization",
          "RelatedPerson",
          "AllergyIntolerance",
          "Provenance");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI base;

  RecordReader(URI base) {
    this.base = base;
  }

  /** How many resources of each type are held; a type that cannot be counted is left out. */
  Map<String, Long> counts() throws InterruptedException {
    var counts = new LinkedHashMap<String, Long>();
    for (var type : TYPES) {
      var total = get("/fhir/" + type + "?_summary=count").map(page -> page.path("total"));
      if (total.isPresent() && total.get().isNumber()) {
        counts.put(type, total.get().asLong());
      }
    }
    return counts;
  }

  /**
   * Three addresses to look at, each tried before it is shown.
   *
   * @param nhsNumber of somebody referred on the day
   */
  List<Example> examples(String nhsNumber) throws InterruptedException {
    var identifier = URLEncoder.encode(NHS_NUMBER + '|' + nhsNumber, StandardCharsets.UTF_8);
    var found = get("/fhir/Patient?identifier=" + identifier);
    var id = found.map(page -> page.at("/entry/0/resource/id").asText("")).orElse("");
    var examples = new ArrayList<Example>();
    examples.add(
        tried(
            "everything about one person", "/fhir/Patient/" + id + "/$everything", !id.isEmpty()));
    examples.add(
        tried(
            "that person's referrals, with the person and the referrer",
            "/fhir/ServiceRequest?patient="
                + id
                + "&_include=ServiceRequest:subject&_include=ServiceRequest:requester",
            !id.isEmpty()));
    examples.add(tried("what was rejected, and why", "/journal?state=rejected", true));
    return examples;
  }

  /**
   * An address of FHIR or of the journal.
   *
   * @param complete whether everything the path needs is known
   */
  Example tried(String what, String path, boolean complete) throws InterruptedException {
    var works = complete && get(path).filter(page -> page.path("total").asLong(1) > 0).isPresent();
    return new Example(what, base.resolve(path), works);
  }

  /** The address of an SVG. */
  Example picture(String what, String path) throws InterruptedException {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      var works = response.statusCode() == 200 && response.body().contains("<svg");
      return new Example(what, base.resolve(path), works);
    } catch (IOException unreachable) {
      return new Example(what, base.resolve(path), false);
    }
  }

  private Optional<JsonNode> get(String path) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .header(
                "Accept", path.startsWith("/fhir") ? "application/fhir+json" : "application/json")
            .header("Cache-Control", "no-cache")
            .build();
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.of(json.readTree(response.body()))
          : Optional.empty();
    } catch (IOException unreachableOrNotJson) {
      // Shown as an address that does not work, which fails the run.
      return Optional.empty();
    }
  }

  /**
   * An address to look at.
   *
   * @param what what it shows
   * @param works whether it answered with at least one entry when tried
   */
  record Example(String what, URI address, boolean works) {}
}
