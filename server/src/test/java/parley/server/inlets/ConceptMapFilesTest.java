package parley.server.inlets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mappings.Mappings;
import parley.mappings.csv.CsvColumns;
import parley.mappings.csv.CsvFact;
import parley.server.settings.AppointmentSettings;
import parley.server.settings.InvalidSettings;
import parley.server.settings.SenderSettings;
import parley.terminology.PackagedTerminology;

class ConceptMapFilesTest {

  private static final String MAP =
      """
      {"resourceType":"ConceptMap","url":"https://clinic.example/columns","status":"active",
       "group":[{"target":"https://parley.example/fhir/CodeSystem/csv-fact","element":[
         {"code":"Our ref","target":[{"code":"referral-reference","equivalence":"equivalent"}]}]}]}
      """;

  @TempDir Path folder;

  @Test
  void aSendersColumnMapIsReadFromItsFile() throws IOException {
    var settings = sender(Files.writeString(folder.resolve("columns.json"), MAP).toString());
    var files = ConceptMapFiles.read(List.of(settings));
    var sender = files.named(settings.toSender());
    assertThat(sender.conceptMaps())
        .containsEntry(CsvColumns.CONCEPT_MAP, "https://clinic.example/columns");
    assertThat(sender.sends("clinic", "")).isTrue();
    assertThat(sender.sends("other", "")).isFalse();
    var columns =
        new Mappings(PackagedTerminology.with(files.all()))
            .columns(sender, List.of("Our ref", "NHS Number"));
    assertThat(columns.columns())
        .extracting(column -> column.fact().map(CsvFact::code).orElse("-"))
        .containsExactly("referral-reference", "-");
  }

  @Test
  void whatIsNoConceptMapWithAUrlStopsTheStart() throws IOException {
    var none = folder.resolve("none.json").toString();
    var text = Files.writeString(folder.resolve("text.json"), "columns").toString();
    var other =
        Files.writeString(folder.resolve("other.json"), "{\"resourceType\":\"Patient\"}")
            .toString();
    var noUrl =
        Files.writeString(folder.resolve("url.json"), "{\"resourceType\":\"ConceptMap\"}")
            .toString();
    for (var path : List.of(none, text, other, noUrl)) {
      assertThatThrownBy(() -> ConceptMapFiles.read(List.of(sender(path))))
          .as(path)
          .isInstanceOf(InvalidSettings.class)
          .hasMessageContaining("clinic");
    }
  }

  private static SenderSettings sender(String path) {
    return new SenderSettings(
        "clinic",
        List.of(),
        "UTF-8",
        Map.of(),
        Map.of(CsvColumns.CONCEPT_MAP, "file:" + path),
        Map.of(),
        new AppointmentSettings(List.of(), "", false),
        new SenderSettings.PhysicalHealth(false, null));
  }
}
