package parley.mappings.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.mappings.Sender;

/** Reads {@code sender.json}: the fields of {@link Sender}, each of which may be left out. */
final class GoldenSender {

  private GoldenSender() {}

  static Sender read(JsonNode json) {
    var sources = new EnumMap<Sender.Fact, String>(Sender.Fact.class);
    strings(json.path("sources"))
        .forEach((fact, field) -> sources.put(Sender.Fact.valueOf(fact), field));
    return new Sender(
        json.path("id").asText("golden"),
        origins(json.path("accepts")),
        Charset.forName(json.path("charset").asText("UTF-8")),
        strings(json.path("authorities")),
        strings(json.path("conceptMaps")),
        sources,
        appointments(json.path("appointments")),
        physicalHealth(json.path("physicalHealth")));
  }

  private static Sender.Appointments appointments(JsonNode json) {
    var triggers = new LinkedHashMap<String, Sender.Trigger>();
    json.path("triggers")
        .fields()
        .forEachRemaining(
            entry ->
                triggers.put(
                    entry.getKey(),
                    new Sender.Trigger(
                        entry.getValue().path("event").asText(),
                        text(entry.getValue().path("attendance")))));
    return new Sender.Appointments(
        triggers, text(json.path("attended")), json.path("pastMeansAttended").asBoolean());
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText()).filter(text -> !text.isEmpty());
  }

  private static Sender.PhysicalHealth physicalHealth(JsonNode json) {
    var integrated = json.path("integratedService");
    return new Sender.PhysicalHealth(
        json.path("pathway").asBoolean(),
        integrated.isBoolean() ? Optional.of(integrated.asBoolean()) : Optional.empty());
  }

  private static List<Sender.Origin> origins(JsonNode accepts) {
    var origins = new ArrayList<Sender.Origin>();
    accepts.forEach(
        origin ->
            origins.add(
                new Sender.Origin(
                    origin.path("application").asText("*"), origin.path("facility").asText("*"))));
    return origins;
  }

  private static Map<String, String> strings(JsonNode object) {
    var strings = new LinkedHashMap<String, String>();
    object
        .fields()
        .forEachRemaining(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }
}
