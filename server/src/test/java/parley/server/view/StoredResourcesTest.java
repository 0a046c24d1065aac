package parley.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewJson;

/** The record as views read it, on what HAPI itself has written. */
class StoredResourcesTest {

  private static final String PROFILE = "http://hl7.org/fhir/StructureDefinition/Medication";

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void eachIsReadOnceAsItStandsNowInTheOrderInWhichItWasStored() throws JsonProcessingException {
    var first = medication("one", "");
    var gone = medication("gone", "");
    var last = medication("last", "");
    assertThat(http.delete("/fhir/Medication/" + gone).statusCode()).isEqualTo(200);
    put(first, "changed", "");
    var read = read(RecordSelection.all(), "Medication");
    var ids = read.stream().map(one -> one.id().orElseThrow()).toList();
    assertThat(ids).doesNotHaveDuplicates().containsSubsequence(first, last).doesNotContain(gone);
    var now = json(read, first);
    assertThat(now.path("code").path("text").asText()).isEqualTo("changed");
    assertThat(now.path("meta").path("versionId").asText()).isEqualTo("2");
    assertThat(now.path("meta").path("lastUpdated").asText()).endsWith("Z");
  }

  @Test
  void whatIsKeptApartFromTheTextIsPutBack() throws JsonProcessingException {
    var id =
        medication(
            "with a profile",
            """
            "meta":{"profile":["%s"],"tag":[{"system":"https://parley.example/t","code":"a \\"tag\\""}],
             "security":[{"system":"https://parley.example/s","code":"secret"}]},"""
                .formatted(PROFILE));
    var meta = json(read(RecordSelection.all(), "Medication"), id).path("meta");
    assertThat(meta.path("profile").path(0).asText()).isEqualTo(PROFILE);
    assertThat(meta.path("tag").path(0).path("code").asText()).isEqualTo("a \"tag\"");
    assertThat(meta.path("security").path(0).path("system").asText())
        .isEqualTo("https://parley.example/s");
  }

  @Test
  void whatIsStoredLaterIsNotSeen() {
    var before = medication("before", "");
    try (var record = StoredResources.open(gateway.bean(DataSource.class), RecordSelection.all())) {
      var after = medication("after", "");
      assertThat(ids(record)).contains(before).doesNotContain(after);
      put(before, "changed meanwhile", "");
      try (var texts = record.ofType("Medication")) {
        assertThat(texts.map(ResourceText::json))
            .noneMatch(text -> text.contains("changed meanwhile"));
      }
    }
    try (var record = StoredResources.open(gateway.bean(DataSource.class), RecordSelection.all())) {
      assertThat(ids(record)).hasSizeGreaterThan(1);
    }
  }

  @Test
  void manyAreReadInBatchesAndAReaderMayLeaveEarly() {
    var entries =
        IntStream.range(0, 1_100)
            .mapToObj(
                i ->
                    """
                    {"resource":{"resourceType":"Substance","code":{"text":"substance %d"}},
                     "request":{"method":"POST","url":"Substance"}}"""
                        .formatted(i))
            .collect(Collectors.joining(","));
    var bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    assertThat(http.postJson("/fhir", bundle).statusCode()).isEqualTo(200);
    var read = read(RecordSelection.all(), "Substance");
    assertThat(read).hasSizeGreaterThanOrEqualTo(1_100);
    assertThat(read.stream().map(ResourceText::id).distinct()).hasSameSizeAs(read);
    try (var record = StoredResources.open(gateway.bean(DataSource.class), RecordSelection.all())) {
      try (var some = record.ofType("Substance")) {
        assertThat(some.limit(3).toList()).isEqualTo(read.subList(0, 3));
      }
      assertThat(ids(record)).doesNotHaveDuplicates();
    }
  }

  @Test
  void aCompartmentHoldsThePersonAndWhatNamesThem() {
    var mine = patient();
    var other = patient();
    var score = observation(mine);
    var foreign = observation(other);
    var selection = new RecordSelection(Optional.empty(), Optional.of(Set.of(mine)));
    assertThat(names(read(selection, "Patient"))).containsExactly(mine);
    assertThat(names(read(selection, "Observation"))).containsExactly(score);
    assertThat(names(read(selection, "Medication"))).isEmpty();
    assertThat(names(read(RecordSelection.all(), "Observation"))).contains(score, foreign);
  }

  private List<ResourceText> read(RecordSelection selection, String type) {
    try (var record = StoredResources.open(gateway.bean(DataSource.class), selection);
        var all = record.ofType(type)) {
      return all.toList();
    }
  }

  private static List<String> ids(StoredResources record) {
    try (var all = record.ofType("Medication")) {
      return all.map(one -> one.id().orElseThrow()).toList();
    }
  }

  private static List<String> names(List<ResourceText> read) {
    return read.stream().map(one -> one.id().orElseThrow()).toList();
  }

  private static JsonNode json(List<ResourceText> read, String id) throws JsonProcessingException {
    var text =
        read.stream().filter(one -> one.id().orElseThrow().equals(id)).findFirst().orElseThrow();
    return ViewJson.tree(text.json());
  }

  private String medication(String text, String meta) {
    var id = UUID.randomUUID().toString();
    put(id, text, meta);
    return id;
  }

  private void put(String id, String text, String meta) {
    var answer =
        http.putJson(
            "/fhir/Medication/" + id,
            "{\"resourceType\":\"Medication\",\"id\":\"%s\",%s\"code\":{\"text\":\"%s\"}}"
                .formatted(id, meta, text));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  private String patient() {
    var id = UUID.randomUUID().toString();
    var answer =
        http.putJson("/fhir/Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return id;
  }

  private String observation(String patient) {
    var id = UUID.randomUUID().toString();
    var answer =
        http.putJson(
            "/fhir/Observation/" + id,
            """
            {"resourceType":"Observation","id":"%s","status":"final","code":{"text":"score"},
             "subject":{"reference":"Patient/%s"}}"""
                .formatted(id, patient));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return id;
  }
}
