package parley.server.inlets;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ConceptMap;
import parley.mappings.Sender;
import parley.server.settings.InvalidSettings;
import parley.server.settings.SenderSettings;

/**
 * ConceptMaps that senders' settings name as files ({@code file:} and a path to FHIR R4 JSON) in
 * place of the URL of one that is shipped.
 */
final class ConceptMapFiles {

  private static final String FILE = "file:";

  private final Map<String, ConceptMap> byName;

  private ConceptMapFiles(Map<String, ConceptMap> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * Reads the files that senders name.
   *
   * @throws InvalidSettings when one cannot be read or is no ConceptMap with a URL
   */
  static ConceptMapFiles read(List<SenderSettings> senders) {
    var found = new HashMap<String, ConceptMap>();
    for (var sender : senders) {
      sender.conceptMaps().values().stream()
          .filter(name -> name.startsWith(FILE))
          .forEach(name -> found.computeIfAbsent(name, one -> read(sender.id(), one)));
    }
    return new ConceptMapFiles(found);
  }

  private static ConceptMap read(String sender, String name) {
    try {
      var json = Files.readString(Path.of(name.substring(FILE.length())));
      var map = FhirContext.forR4Cached().newJsonParser().parseResource(ConceptMap.class, json);
      if (!map.hasUrl()) {
        throw invalid(sender, "the ConceptMap in its file has no url");
      }
      return map;
    } catch (IOException e) {
      throw invalid(sender, "a file of its concept-maps cannot be read");
    } catch (DataFormatException e) {
      throw invalid(sender, "a file of its concept-maps holds no ConceptMap in FHIR R4 JSON");
    }
  }

  private static InvalidSettings invalid(String sender, String rule) {
    return new InvalidSettings("parley.senders: " + sender + ": " + rule);
  }

  /** The maps, for the terminology. */
  List<ConceptMap> all() {
    return List.copyOf(byName.values());
  }

  /** The sender with the URLs of the maps in place of their files. */
  Sender named(Sender sender) {
    var maps = new HashMap<>(sender.conceptMaps());
    maps.replaceAll((field, name) -> byName.containsKey(name) ? byName.get(name).getUrl() : name);
    return sender.with(maps);
  }
}
