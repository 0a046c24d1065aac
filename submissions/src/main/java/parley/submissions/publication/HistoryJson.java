package parley.submissions.publication;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.Shown;

/**
 * The history of publications as JSON, to be stored between them: releases with their cells by
 * measure, place and category, each a number or {@code *}.
 */
public final class HistoryJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HistoryJson() {}

  /** Writes it; the stream is flushed and left open. */
  public static void write(PublicationHistory history, OutputStream out) throws IOException {
    var json = MAPPER.getFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeArrayFieldStart("releases");
    for (var release : history.releases()) {
      write(release, json);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.flush();
  }

  private static void write(PublicationHistory.Release release, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("start", release.period().start().toString());
    json.writeStringField("end", release.period().end().toString());
    json.writeStringField("kind", release.kind().code());
    json.writeBooleanField("joined", release.joined());
    json.writeObjectFieldStart("counts");
    var measure = "";
    var place = "";
    for (var cell : release.counts().entrySet()) {
      var cut = placeEnd(cell.getKey().population());
      var its = cell.getKey().population().substring(0, cut);
      var sameMeasure = measure.equals(cell.getKey().measure());
      if (!place.isEmpty() && (!sameMeasure || !place.equals(its))) {
        json.writeEndObject();
      }
      if (!sameMeasure) {
        if (!measure.isEmpty()) {
          json.writeEndObject();
        }
        json.writeObjectFieldStart(cell.getKey().measure());
      }
      if (!sameMeasure || !place.equals(its)) {
        json.writeObjectFieldStart(its);
      }
      measure = cell.getKey().measure();
      place = its;
      json.writeFieldName(cell.getKey().population().substring(cut + 1));
      if (cell.getValue() instanceof Shown.Count count) {
        json.writeNumber(count.rounded());
      } else {
        json.writeString(Shown.STAR);
      }
    }
    if (!measure.isEmpty()) {
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static int placeEnd(String population) {
    return population.indexOf('|', population.indexOf('|') + 1);
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if it is no such history: nothing may be published without it
   */
  public static PublicationHistory read(InputStream in) throws IOException {
    try {
      var releases = new ArrayList<PublicationHistory.Release>();
      var texts = new HashMap<String, String>();
      for (var release : required(MAPPER.readTree(in), "releases")) {
        releases.add(release(release, texts));
      }
      return new PublicationHistory(releases);
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("not a history of publications", e);
    }
  }

  private static PublicationHistory.Release release(JsonNode release, Map<String, String> texts) {
    var period =
        new PublishedPeriod(
            LocalDate.parse(required(release, "start").textValue()),
            LocalDate.parse(required(release, "end").textValue()));
    var kind =
        ReleaseKind.of(required(release, "kind").textValue())
            .orElseThrow(() -> new IllegalArgumentException("no such kind of release"));
    var cells = new TreeMap<CellKey, Shown>();
    var measures = required(release, "counts").fields();
    while (measures.hasNext()) {
      var measure = measures.next();
      var places = measure.getValue().fields();
      while (places.hasNext()) {
        var place = places.next();
        var categories = place.getValue().fields();
        while (categories.hasNext()) {
          var category = categories.next();
          var text = place.getKey() + '|' + category.getKey();
          Spot.of(text);
          cells.put(
              new CellKey(
                  measure.getKey(),
                  texts.computeIfAbsent(text, same -> same),
                  period.code(),
                  kind.code()),
              shown(category.getValue()));
        }
      }
    }
    return new PublicationHistory.Release(
        period, kind, required(release, "joined").booleanValue(), cells);
  }

  private static Shown shown(JsonNode value) {
    if (value.isIntegralNumber()) {
      return new Shown.Count(value.longValue());
    }
    if (value.isTextual() && value.textValue().equals(Shown.STAR)) {
      return Shown.HIDDEN;
    }
    throw new IllegalArgumentException("a cell is a number or a star");
  }

  private static JsonNode required(JsonNode parent, String name) {
    var value = parent == null ? null : parent.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return value;
  }
}
