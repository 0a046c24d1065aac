package parley.server.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.view.ViewJson;

/**
 * What HAPI keeps of {@code meta} apart from the text of a resource, put back into the text without
 * parsing it: HAPI writes {@code resourceType} first and {@code meta}, if anything is left of it,
 * next.
 */
final class StoredMeta {

  private static final String META = "\"meta\":{";

  /** The numbers of HAPI's TagTypeEnum. */
  private static final int TAG = 0;

  private static final int PROFILE = 1;

  private record Code(Optional<String> system, Optional<String> code, Optional<String> display) {}

  private final List<String> profiles = new ArrayList<>();
  private final List<Code> tags = new ArrayList<>();
  private final List<Code> labels = new ArrayList<>();

  void add(int kind, Optional<String> system, Optional<String> code, Optional<String> display) {
    if (kind == PROFILE) {
      code.ifPresent(profiles::add);
    } else {
      (kind == TAG ? tags : labels).add(new Code(system, code, display));
    }
  }

  /** The text with version, time of change, profiles, tags and labels. */
  String put(String text, String type, long version, Instant updated) {
    var start = "{\"resourceType\":\"" + type + '"';
    if (!text.startsWith(start)) {
      throw new IllegalStateException("a stored " + type + " does not begin with its type");
    }
    var members = members(version, updated);
    var kept = start + ',' + META;
    if (text.startsWith(kept)) {
      return kept
          + members
          + (text.charAt(kept.length()) == '}' ? "" : ",")
          + text.substring(kept.length());
    }
    return start + ',' + META + members + '}' + text.substring(start.length());
  }

  private String members(long version, Instant updated) {
    var out = new StringWriter();
    try (var json = ViewJson.factory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("versionId", Long.toString(version));
      json.writeStringField("lastUpdated", updated.truncatedTo(ChronoUnit.MILLIS).toString());
      if (!profiles.isEmpty()) {
        json.writeArrayFieldStart("profile");
        for (var profile : profiles) {
          json.writeString(profile);
        }
        json.writeEndArray();
      }
      codes(json, "security", labels);
      codes(json, "tag", tags);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
    var object = out.toString();
    return object.substring(1, object.length() - 1);
  }

  private static void codes(JsonGenerator json, String name, List<Code> codes) throws IOException {
    if (codes.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (var code : codes) {
      json.writeStartObject();
      field(json, "system", code.system());
      field(json, "code", code.code());
      field(json, "display", code.display());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void field(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent() && !value.get().isEmpty()) {
      json.writeStringField(name, value.get());
    }
  }
}
