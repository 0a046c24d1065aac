package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewReader;

class LocalKeyTest {

  private static final String LONG = "an identifier of more than twenty characters";

  @Test
  void aShortIdentifierIsTheKey() throws SQLException {
    assertThat(keys("R-1")).containsEntry("Encounter", "R-1").containsEntry("Procedure", "R-1");
  }

  /** Resources of two kinds may have one id, and two kinds may be numbered alike. */
  @Test
  void theKindIsPartOfEveryOtherKey() throws SQLException {
    for (var identifier : List.of("", LONG)) {
      var keys = keys(identifier);
      assertThat(keys)
          .containsOnlyKeys("Patient", "Encounter", "Procedure", "Practitioner", "EpisodeOfCare");
      assertThat(keys.values()).doesNotHaveDuplicates();
      assertThat(keys.values()).allMatch(key -> key.matches("[0-9A-F]{20}"));
    }
  }

  /** Never to change: a key that was sent names the same thing for ever. */
  @Test
  void keysAreStable() throws SQLException {
    assertThat(keys(""))
        .containsEntry("Patient", "AEE83ABA9309E4878633")
        .containsEntry("EpisodeOfCare", "1B2F337B1B0F31D10BB0");
  }

  /** The keys by kind of resources that all have one id and one identifier. */
  private static Map<String, String> keys(String identifier) throws SQLException {
    var day = LocalDate.parse("2026-10-01");
    var order =
        new SubmissionOrder(
            new SubmissionFacts("RZ9", "RZ9", day, day, LocalDateTime.parse("2026-11-01T00:00")),
            "PARLEY");
    var keys = new HashMap<String, String>();
    try (var database = Database.open(EngineLimits.IN_MEMORY)) {
      new RecordTables(new ViewReader(), EngineLimits.IN_MEMORY)
          .load(
              database,
              type -> Stream.of(ResourceText.of(resource(type, identifier))),
              order,
              new HashMap<>());
      database.read(
          "select kind, local_key from local_key",
          row -> keys.put(row.getString(1), row.getString(2)));
    }
    return keys;
  }

  private static String resource(String type, String identifier) {
    var identified =
        identifier.isEmpty()
            ? ""
            : ",\"identifier\":[{\"type\":{\"coding\":[{\"code\":\"MR\"}]},\"system\":\"https://parley.example/fhir/Id/staff\",\"value\":\""
                + identifier
                + "\"}]";
    var links =
        switch (type) {
          case "EpisodeOfCare" ->
              ",\"status\":\"active\",\"patient\":{\"reference\":\"Patient/x\"},"
                  + "\"managingOrganization\":{\"identifier\":{\"system\":"
                  + "\"https://fhir.nhs.uk/Id/ods-organization-code\",\"value\":\"RZ9\"}},"
                  + "\"referralRequest\":[{\"reference\":\"ServiceRequest/x\"}]";
          case "Encounter" ->
              ",\"status\":\"finished\",\"episodeOfCare\":[{\"reference\":\"EpisodeOfCare/x\"}]";
          case "Procedure" ->
              ",\"status\":\"completed\",\"encounter\":{\"reference\":\"Encounter/x\"},"
                  + "\"performer\":[{\"actor\":{\"reference\":\"Practitioner/x\"}}]";
          default -> "";
        };
    return "{\"resourceType\":\"" + type + "\",\"id\":\"x\"" + links + identified + "}";
  }
}
