package parley.server.terminologyload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.terminology.Guide;

/**
 * A made-up release, loaded by the command, killed half-way, loaded again, and asked for over
 * {@code /fhir}. In order, on one data folder, because each start takes its time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TerminologyLoadTest {

  private static final int CHILDREN = 6_000;
  private static final String SNOMED = "http://snomed.info/sct";

  private static Path data;
  private static Path snomed;
  private static Path loinc;
  private static LoadProcess command;
  private static RunningGateway gateway;

  @BeforeAll
  static void makeReleases() throws IOException {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "load-");
    data = folder.resolve("data");
    snomed = MadeUpRelease.snomed(CHILDREN).zip(folder.resolve("made-up-snomed.zip"));
    loinc = MadeUpRelease.loinc().zip(folder.resolve("made-up-loinc.zip"));
    command = new LoadProcess(data.toAbsolutePath());
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  @Order(1)
  void aLoadThatIsKilledLeavesAGatewayThatWorksAsWithoutIt() throws Exception {
    var killed = command.killedHalfWay(snomed);
    assertThat(killed).contains("of " + (CHILDREN + 2) + " concepts").doesNotContain("loaded.");
    try (var running = RunningGateway.start(data, Map.of())) {
      var http = new Http(running);
      assertThat(concepts(running)).isBetween(1L, CHILDREN + 1L);
      for (var code : new String[] {MadeUpRelease.concept(1), "4711"}) {
        assertThat(http.postJson("/fhir/Condition", condition(SNOMED, code)).statusCode())
            .isEqualTo(201);
      }
      assertThat(http.postJson("/fhir/Condition/$validate", condition(SNOMED, "4711")).body())
          .doesNotContain("\"severity\":\"error\"")
          .contains("not loaded");
      var whileRunning = command.load(snomed);
      assertThat(whileRunning.code()).isEqualTo(2);
      assertThat(whileRunning.output().lines().filter(line -> line.startsWith("parley: ")))
          .singleElement()
          .asString()
          .contains("another gateway is running on the data folder");
    }
  }

  @Test
  @Order(2)
  void loadedAgainItIsComplete() throws Exception {
    var again = command.load(snomed);
    assertThat(again.output())
        .contains((CHILDREN + 2) + " concepts and " + CHILDREN + " relationships loaded");
    assertThat(again.code()).isZero();
    var third = command.load(snomed);
    assertThat(third.output()).contains("is loaded already").contains("nothing was changed");
    assertThat(third.code()).isZero();
    var ofLoinc = command.load(loinc);
    assertThat(ofLoinc.output()).contains("LOINC: 3 concepts and 1 relationships loaded");
    assertThat(ofLoinc.code()).isZero();
    gateway = RunningGateway.start(data, Map.of());
    assertThat(concepts(gateway)).isEqualTo(CHILDREN + 2 + 3);
    assertThat(
            gateway
                .jdbc()
                .queryForObject(
                    "select count(*) from trm_codesystem_ver where cs_version_id like 'DELETED%'",
                    Long.class))
        .isZero();
  }

  @Test
  @Order(3)
  void looksUpAndValidates() {
    var http = new Http(gateway);
    assertThat(
            http.get(
                    "/fhir/CodeSystem/$lookup?system="
                        + SNOMED
                        + "&code="
                        + MadeUpRelease.concept(7))
                .body())
        .contains("Invented thing 7 (made up)");
    assertThat(http.get("/fhir/CodeSystem/$lookup?system=http://loinc.org&code=99990-1").body())
        .contains("Invented observation one");
    assertThat(http.get("/fhir/CodeSystem/$lookup?system=" + SNOMED + "&code=4711").statusCode())
        .isEqualTo(404);
    assertThat(
            http.get(
                    "/fhir/CodeSystem/$validate-code?url="
                        + SNOMED
                        + "&code="
                        + MadeUpRelease.concept(7))
                .body())
        .contains("\"valueBoolean\":true");
    assertThat(http.get("/fhir/CodeSystem/$validate-code?url=" + SNOMED + "&code=4711").body())
        .contains("\"valueBoolean\":false");
  }

  @Test
  @Order(4)
  void expandsListsAndHierarchyButRefusesOtherFilters() {
    var http = new Http(gateway);
    var listed =
        expand(http, "\"concept\":[{\"code\":\"%s\"}]".formatted(MadeUpRelease.concept(5)));
    assertThat(codes(listed)).containsExactly(MadeUpRelease.concept(5));
    // HAPI leaves the concept itself out.
    var below =
        expand(
            http,
            "\"filter\":[{\"property\":\"concept\",\"op\":\"is-a\",\"value\":\"%s\"}]"
                .formatted(MadeUpRelease.concept(1)));
    assertThat(codes(below))
        .containsExactlyInAnyOrder(
            MadeUpRelease.concept(2), MadeUpRelease.concept(3), MadeUpRelease.concept(4));
    var other =
        expand(
            http, "\"filter\":[{\"property\":\"display\",\"op\":\"regex\",\"value\":\"Inv.*\"}]");
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("Hibernate Search is disabled");
  }

  @Test
  @Order(5)
  void aCodeThatTheReleaseLacksIsAWarning() {
    var http = new Http(gateway);
    for (var code : new String[] {MadeUpRelease.concept(9), "4711"}) {
      assertThat(http.postJson("/fhir/Condition", condition(SNOMED, code)).statusCode())
          .isEqualTo(201);
    }
    assertThat(http.postJson("/fhir/Condition/$validate", condition(SNOMED, "4711")).body())
        .contains("#4711 - Code is not found in CodeSystem")
        .doesNotContain("\"severity\":\"error\"");
    // A name of its own for a code that is there: a warning too.
    assertThat(
            http.postJson("/fhir/Condition/$validate", condition(SNOMED, MadeUpRelease.concept(9)))
                .body())
        .contains("does not match expected")
        .doesNotContain("is not found in CodeSystem")
        .doesNotContain("\"severity\":\"error\"");
  }

  @Test
  @Order(6)
  void theGatewaysOwnDefinitionsAreStoredBesideIt() throws InterruptedException {
    var http = new Http(gateway);
    var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (http.get("/fhir/ImplementationGuide/" + Guide.NAME).statusCode() != 200) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static List<String> codes(HttpResponse<String> expanded) {
    return gateway
        .fhir()
        .newJsonParser()
        .parseResource(ValueSet.class, expanded.body())
        .getExpansion()
        .getContains()
        .stream()
        .map(ValueSet.ValueSetExpansionContainsComponent::getCode)
        .toList();
  }

  private static HttpResponse<String> expand(Http http, String include) {
    return http.postJson(
        "/fhir/ValueSet/$expand",
        """
        {"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":
         {"resourceType":"ValueSet","status":"active","compose":{"include":[
          {"system":"%s",%s}]}}}]}"""
            .formatted(SNOMED, include));
  }

  private static String condition(String system, String code) {
    return """
        {"resourceType":"Condition","subject":{"display":"somebody"},
         "code":{"coding":[{"system":"%s","code":"%s","display":"A name of its own"}]}}"""
        .formatted(system, code);
  }

  private static long concepts(RunningGateway gateway) {
    var count =
        gateway
            .jdbc()
            .queryForObject(
                "select count(*) from trm_concept t join trm_codesystem_ver v"
                    + " on t.codesystem_pid = v.pid join trm_codesystem c"
                    + " on v.codesystem_pid = c.pid where c.code_system_uri in"
                    + " ('http://snomed.info/sct', 'http://loinc.org')",
                Long.class);
    return count == null ? 0 : count;
  }
}
