package parley.submissions.build.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import parley.submissions.quality.FieldQuality;
import parley.submissions.view.ViewJson;

/** The report as JSON, for programs: all of it, findings one after another. */
public final class ReportJson {

  private ReportJson() {}

  public static void write(BuildReport report, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        var json = ViewJson.factory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      head(report, json);
      json.writeArrayFieldStart("findings");
      for (Iterator<ReportLine> lines = report.lines().iterator(); lines.hasNext(); ) {
        finding(lines.next(), json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("quality");
      for (var field : report.summary().counts().quality().fields()) {
        quality(report, field, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void head(BuildReport report, JsonGenerator json) throws IOException {
    var facts = report.submission().facts();
    json.writeStringField("provider", facts.provider());
    json.writeStringField("periodStart", facts.start().toString());
    json.writeStringField("periodEnd", facts.end().toString());
    json.writeStringField("type", report.order().type().code());
    json.writeBooleanField("accepted", report.summary().accepted());
    json.writeBooleanField("releasable", report.summary().releasable());
    json.writeNumberField("rowsLost", report.summary().rowsLost());
    numbers("rowsLostByTable", report.dropped(), json);
    numbers("rowsLostWithOthersByTable", report.droppedWithOthers(), json);
    numbers("rows", report.summary().counts().rows(), json);
    json.writeArrayFieldStart("shortfalls");
    for (var shortfall : report.summary().shortfalls()) {
      json.writeString(shortfall.sentence());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (var note : report.summary().notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
  }

  private static void numbers(String name, Map<String, Long> numbers, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (var one : numbers.entrySet()) {
      json.writeNumberField(one.getKey(), one.getValue());
    }
    json.writeEndObject();
  }

  private static void finding(ReportLine line, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", line.rule());
    json.writeStringField("severity", line.severity());
    json.writeStringField("table", line.table());
    filled("keyField", line.keyField(), json);
    filled("key", line.key(), json);
    filled("field", line.field(), json);
    filled("resource", line.resource(), json);
    filled("link", line.link(), json);
    json.writeBooleanField("consequence", line.consequence());
    json.writeStringField("text", line.text());
    json.writeStringField("remedy", line.remedy());
    json.writeEndObject();
  }

  private static void filled(String name, String value, JsonGenerator json) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void quality(BuildReport report, FieldQuality field, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("table", field.table());
    json.writeStringField("field", field.field());
    json.writeNumberField("rows", field.rows());
    json.writeNumberField("filled", field.filled());
    json.writeNumberField("valid", field.valid());
    var before = report.earlier(field);
    if (before.isPresent()) {
      json.writeObjectFieldStart(report.isOfLastMonth() ? "lastMonth" : "earlierMonth");
      if (report.earlierMonth().isPresent()) {
        json.writeStringField("month", report.earlierMonth().get().toString());
      }
      json.writeNumberField("rows", before.get().rows());
      json.writeNumberField("filled", before.get().filled());
      json.writeNumberField("valid", before.get().valid());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
