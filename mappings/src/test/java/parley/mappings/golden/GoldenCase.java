package parley.mappings.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.InboundMessage;
import parley.mappings.Mappings;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.mappings.Transport;

/**
 * One golden folder, read from the class path, so that it is found in this module's test jar as
 * well.
 *
 * @param name folder below {@code golden}, such as {@code ref-i12/full}
 * @param bytes {@code in.hl7}, {@code in.json} or {@code in.xml} exactly as on the wire
 * @param transport {@code headers.json}: facts of {@link Transport.Fact} by name, if any
 * @param why {@code why.md}, which states what must come out and by which rule
 * @param sender {@code sender.json}, or a sender with the defaults; its id is {@code golden}
 * @param bundle {@code bundle.json}, rendered by {@link GoldenRendering}; empty for a rejection
 * @param problems {@code problems.json} for a rejection, empty otherwise
 * @param warnings {@code warnings.json}; none when there is no such file
 */
public record GoldenCase(
    String name,
    byte[] bytes,
    Transport transport,
    String why,
    Sender sender,
    Optional<String> bundle,
    Optional<List<Expected>> problems,
    List<Expected> warnings) {

  /** The moment at which every golden message is received. */
  public static final Instant RECEIVED_AT = Instant.parse("2026-11-02T09:00:00Z");

  private static final List<String> FILES = List.of("in.hl7", "in.json", "in.xml");
  private static final String ROOT = "/golden/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What is compared of a problem; its words may change.
   *
   * @param code name of the ProblemCode
   * @param severity ERROR or WARNING
   * @param location HL7 v2 place
   */
  public record Expected(String code, String severity, String location) {}

  /** Every case that {@code golden/index.txt} lists, in its order. */
  public static List<GoldenCase> all() {
    return names().stream().map(GoldenCase::read).toList();
  }

  /** Names of the cases that {@code golden/index.txt} lists. */
  public static List<String> names() {
    return text("index.txt")
        .orElseThrow(() -> new IllegalStateException("no golden/index.txt on the class path"))
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** Reads one case by its name. */
  public static GoldenCase read(String name) {
    return new GoldenCase(
        name,
        FILES.stream()
            .flatMap(file -> bytes(name + '/' + file).stream())
            .findFirst()
            .orElseThrow(() -> missing(name, "in.hl7, in.json or in.xml")),
        text(name + "/headers.json").map(GoldenCase::transport).orElse(Transport.silent()),
        text(name + "/why.md").orElseThrow(() -> missing(name, "why.md")),
        text(name + "/sender.json")
            .map(GoldenCase::sender)
            .orElseGet(() -> Sender.withDefaults("golden")),
        text(name + "/bundle.json"),
        text(name + "/problems.json").map(GoldenCase::expected),
        text(name + "/warnings.json").map(GoldenCase::expected).orElse(List.of()));
  }

  /** The message as the journal hands it to the mappings, under journal id {@code golden}. */
  public InboundMessage inbound() {
    return new InboundMessage("golden", RECEIVED_AT, sender, bytes.clone(), Map.of(), transport);
  }

  /** The bytes with what the transport said of them. */
  public Content content() {
    return new Content(bytes.clone(), transport);
  }

  /** Whether the message is HL7 v2 rather than of another format. */
  public boolean isHl7() {
    return Mappings.format(content())
        .filter(format -> !format.name().equals(MessageFormat.HL7_V2))
        .isEmpty();
  }

  private static Transport transport(String json) {
    var transport = Transport.silent();
    for (var fact : Transport.Fact.values()) {
      transport = transport.with(fact, tree(json).path(fact.name()).asText());
    }
    return transport;
  }

  /** Whether the message must be refused. */
  public boolean isRejection() {
    return problems.isPresent();
  }

  @Override
  public String toString() {
    return name;
  }

  private static Sender sender(String json) {
    return GoldenSender.read(tree(json));
  }

  private static List<Expected> expected(String json) {
    var found = new ArrayList<Expected>();
    for (var node : tree(json)) {
      found.add(
          new Expected(
              node.path("code").asText(),
              node.path("severity").asText(),
              node.path("location").asText()));
    }
    return List.copyOf(found);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException missing(String name, String file) {
    return new IllegalStateException("golden folder " + name + " has no " + file);
  }

  private static Optional<String> text(String path) {
    return bytes(path).map(found -> new String(found, StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> bytes(String path) {
    try (var in = GoldenCase.class.getResourceAsStream(ROOT + path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
