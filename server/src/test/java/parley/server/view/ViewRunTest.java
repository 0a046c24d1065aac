package parley.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.submissions.view.ViewJson;

/** {@code $viewdefinition-run} as an analyst calls it. */
class ViewRunTest {

  private static final String OPERATION = "/fhir/ViewDefinition/$viewdefinition-run";
  private static final String VIEW =
      """
      {"resourceType":"ViewDefinition","name":"people","resource":"Patient","select":[{"column":[
        {"name":"id","path":"getResourceKey()","type":"string"},
        {"name":"active","path":"active","type":"boolean"},
        {"name":"born","path":"birthDate","type":"date"},
        {"name":"names","path":"name.family","collection":true}]}]}""";
  private static final String PEOPLE =
      """
      {"name":"resource","resource":{"resourceType":"Patient","id":"a","active":true,
        "birthDate":"1980-02-15","name":[{"family":"ONE"},{"family":"TWO"}]}},
      {"name":"resource","resource":{"resourceType":"Observation","id":"x"}},
      {"name":"resource","resource":{"resourceType":"Patient","id":"b"}}""";

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @TempDir Path folder;

  @Test
  void resourcesSentAreMadeATableInEachForm() throws JsonProcessingException {
    assertThat(inline("csv").body())
        .isEqualTo(
            "id,active,born,names\r\na,true,1980-02-15,\"[\"\"ONE\"\",\"\"TWO\"\"]\"\r\nb,,,[]\r\n");
    assertThat(inline("csv").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/csv");
    var lines = inline("ndjson").body().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(ViewJson.tree(lines.get(0)).path("active").asBoolean()).isTrue();
    var array = ViewJson.tree(inline("json").body());
    assertThat(array.size()).isEqualTo(2);
    assertThat(array.path(1).path("id").asText()).isEqualTo("b");
    assertThat(
            run(parameter("_format", "valueCode", "csv"), parameter("header", "false"))
                .body()
                .lines())
        .hasSize(2);
    assertThat(run(parameter("_format", "csv"), "{\"name\":\"_limit\",\"valueInteger\":1}").body())
        .isEqualTo("id,active,born,names\r\na,true,1980-02-15,\"[\"\"ONE\"\",\"\"TWO\"\"]\"\r\n");
  }

  @Test
  void parquetIsReadBackByDuckDb() throws IOException, InterruptedException, SQLException {
    var request =
        HttpRequest.newBuilder(gateway.url("/fhir/$viewdefinition-run?_format=parquet"))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(parameters(view(VIEW), PEOPLE)));
    var bytes = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray()).body();
    var file = Files.write(folder.resolve("rows.parquet"), bytes);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select * from '" + file + "' order by id")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBoolean("active")).isTrue();
      assertThat(rows.getString("born")).isEqualTo("1980-02-15");
      assertThat(rows.getString("names")).isEqualTo("[\"ONE\",\"TWO\"]");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getObject("active")).isNull();
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void theStoreIsReadForOnePersonAGroupOrEverybody() throws JsonProcessingException {
    var mine = patient();
    var other = patient();
    var group = UUID.randomUUID().toString();
    put(
        "Group/" + group,
        """
        {"resourceType":"Group","id":"%s","type":"person","actual":true,
         "member":[{"entity":{"reference":"Patient/%s"}},
          {"inactive":true,"entity":{"reference":"Patient/%s"}}]}"""
            .formatted(group, mine, other));
    var person = "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/%s\"}}";
    var members = parameter("group", "Group/" + group);
    assertThat(stored(person.formatted(mine))).contains(mine).hasLineCount(1);
    assertThat(stored(members)).contains(mine).hasLineCount(1);
    assertThat(stored(person.formatted(other), members)).isEmpty();
    assertThat(stored(parameter("_since", "2020-01-01T00:00:00Z"))).contains(mine).contains(other);
    assertThat(stored(parameter("_since", "2999-01-01T00:00:00Z"))).isEmpty();
    assertThat(http.get(OPERATION.replace("$", "contact/$") + "?_format=csv").body())
        .startsWith("key,");
    assertThat(http.get(OPERATION + "?_format=csv&viewReference=ViewDefinition/contact").body())
        .startsWith("key,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'colour','valueString':'red'} | 400 | colour",
        "{'name':'source','valueString':'s3://x'} | 400 | source",
        "{'name':'_format','valueCode':'xml'} | 400 | _format",
        "{'name':'_limit','valueInteger':0} | 400 | _limit",
        "{'name':'_since','valueString':'yesterday'} | 400 | _since",
        "{'name':'header','valueString':'maybe'} | 400 | header",
        "{'name':'patient','valueString':'Group/1'} | 400 | patient",
        "{'name':'patient','valueString':'Patient/no-such'} | 404 | patient",
        "{'name':'group','valueString':'Group/no-such'} | 404 | group",
        "{'name':'viewReference','valueString':'ViewDefinition/contact'} | 400 | viewResource",
        "{'name':'patient'} | 400 | Parameters.parameter[1]",
        "{'name':'resource','valueString':'no json'} | 400 | resource",
        "{'name':'resource','resource':{'resourceType':'Bundle'}} | 400 | resource",
      })
  void whatIsWrongIsNamed(String parameter, int status, String place)
      throws JsonProcessingException {
    var answer = http.postJson(OPERATION, parameters(view(VIEW), parameter.replace('\'', '"')));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(issue(answer).path("expression").path(0).asText()).isEqualTo(place);
    assertThat(answer.body()).doesNotContain("yesterday").doesNotContain("no-such");
  }

  @Test
  void aViewThatIsWrongIsRefusedWithThePlaceInIt() throws JsonProcessingException {
    var answer = http.postJson(OPERATION, parameters(view(VIEW.replace("birthDate", "birth("))));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(issue(answer).path("expression").path(0).asText())
        .isEqualTo("viewResource.select[0].column[2].path");
    assertThat(http.postJson(OPERATION, parameters("")).statusCode()).isEqualTo(400);
    assertThat(http.postJson(OPERATION, VIEW).body()).contains("a parameter viewResource");
    assertThat(http.postJson(OPERATION, "{\n \"resourceType\": oops").body())
        .contains("at line 2")
        .doesNotContain("oops");
    var twice = "?viewReference=ViewDefinition/contact&viewReference=ViewDefinition/course";
    assertThat(issue(http.get(OPERATION + twice)).path("expression").path(0).asText())
        .isEqualTo("viewReference");
    assertThat(http.postJson(OPERATION, "{\"resourceType\":\"Patient\"}").statusCode())
        .isEqualTo(400);
    assertThat(http.post(OPERATION, "application/fhir+xml", "<Parameters/>").statusCode())
        .isEqualTo(415);
    assertThat(http.get("/fhir/ViewDefinition/contact").statusCode()).isEqualTo(404);
    assertThat(http.get(OPERATION.replace("$", "no-such/$")).statusCode()).isEqualTo(404);
  }

  @Test
  void aResourceOnWhichAViewFailsIsNamedWithoutItsValue() throws JsonProcessingException {
    var single = VIEW.replace(",\"collection\":true", ",\"type\":\"string\"");
    var answer = http.postJson(OPERATION, parameters(view(single), PEOPLE));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(issue(answer).path("diagnostics").asText()).startsWith("Patient/a: ");
    assertThat(answer.body()).doesNotContain("ONE").doesNotContain("TWO");
  }

  private HttpResponse<String> inline(String format) {
    return run(parameter("_format", format));
  }

  private HttpResponse<String> run(String... more) {
    var answer = http.postJson(OPERATION, parameters(view(VIEW), PEOPLE, String.join(",", more)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private String stored(String... more) {
    var answer = http.postJson(OPERATION, parameters(view(VIEW), String.join(",", more)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains("ndjson");
    return answer.body();
  }

  private static JsonNode issue(HttpResponse<String> answer) throws JsonProcessingException {
    assertThat(answer.body()).contains("\"resourceType\":\"OperationOutcome\"");
    return ViewJson.tree(answer.body()).path("issue").path(0);
  }

  private static String view(String json) {
    return "{\"name\":\"viewResource\",\"resource\":" + json + "}";
  }

  private static String parameter(String name, String value) {
    return parameter(name, "valueString", value);
  }

  private static String parameter(String name, String type, String value) {
    return "{\"name\":\"%s\",\"%s\":\"%s\"}".formatted(name, type, value);
  }

  private static String parameters(String... parts) {
    return "{\"resourceType\":\"Parameters\",\"parameter\":[" + String.join(",", parts) + "]}";
  }

  private String patient() {
    var id = UUID.randomUUID().toString();
    put("Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
    return id;
  }

  private void put(String path, String json) {
    var answer = http.putJson("/fhir/" + path, json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }
}
