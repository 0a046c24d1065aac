package parley.mappings.csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.mappings.InboundMessage;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.mappings.golden.GoldenCase;
import parley.mappings.golden.GoldenCase.Expected;

/**
 * One folder below {@code csv}: a header row and a row, why it is there, and what must come of it.
 *
 * @param name of the folder
 * @param bytes {@code in.csv}
 * @param why {@code why.md}
 * @param sender with the character set of {@code sender.json}, else UTF-8; its id is {@code golden}
 * @param bundle {@code bundle.json}; empty for a row that is refused
 * @param problems {@code problems.json} of a row that is refused, empty otherwise
 * @param warnings {@code warnings.json}; none when there is no such file
 */
public record CsvCase(
    String name,
    byte[] bytes,
    String why,
    Sender sender,
    Optional<String> bundle,
    Optional<List<Expected>> problems,
    List<Expected> warnings) {

  private static final String ROOT = "/csv/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every case that {@code csv/index.txt} lists, in its order. */
  public static List<CsvCase> all() {
    return text("index.txt").orElseThrow().lines().map(CsvCase::read).toList();
  }

  private static CsvCase read(String name) {
    return new CsvCase(
        name,
        bytes(name + "/in.csv").orElseThrow(),
        text(name + "/why.md").orElseThrow(),
        sender(name),
        text(name + "/bundle.json"),
        text(name + "/problems.json").map(CsvCase::expected),
        text(name + "/warnings.json").map(CsvCase::expected).orElse(List.of()));
  }

  private static Sender sender(String name) {
    var charset =
        text(name + "/sender.json")
            .map(json -> read(json, Map.class).get("charset").toString())
            .orElse("UTF-8");
    return new Sender("golden", List.of(), Charset.forName(charset), Map.of(), Map.of(), Map.of());
  }

  /** The row as the journal hands it to the mappings. */
  public InboundMessage inbound() {
    var transport =
        Transport.silent()
            .with(Transport.Fact.FORMAT, MessageFormat.CSV)
            .with(Transport.Fact.SENDER, sender.id())
            .with(Transport.Fact.MESSAGE_ID, "golden");
    return new InboundMessage(
        "golden", GoldenCase.RECEIVED_AT, sender, bytes.clone(), Map.of(), transport);
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<Expected> expected(String json) {
    var found = new ArrayList<Expected>();
    for (var node : read(json, JsonNode.class)) {
      found.add(
          new Expected(
              node.path("code").asText(),
              node.path("severity").asText(),
              node.path("location").asText()));
    }
    return List.copyOf(found);
  }

  private static <T> T read(String json, Class<T> as) {
    try {
      return JSON.readValue(json, as);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> text(String path) {
    return bytes(path).map(found -> new String(found, StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> bytes(String path) {
    try (var in = CsvCase.class.getResourceAsStream(ROOT + path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
