package parley.submissions.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.submissions.view.View;
import parley.submissions.view.ViewJson;
import parley.submissions.view.ViewProfile;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewReading;

/**
 * The shipped views and SQL of one version of a data set. What is wrong in them is a fault of the
 * build and is thrown.
 *
 * @param name of the folder, such as {@code iapt-v2.1}
 */
record DefinitionFolder(String name) {

  private static final String PLACE = "/parley/submissions/";
  private static final List<String> RULES = List.of("rules.json", "own-rules.json");

  /** The views, in the order of {@code views.txt}. */
  List<View> views(ViewReader reader) {
    return lines("views.txt").stream().map(view -> view(reader, view)).toList();
  }

  /** Statements that make tables for those below, in order. */
  List<String> steps() {
    return lines("steps.txt").stream().map(step -> text("sql/" + step + ".sql")).toList();
  }

  /** The query that fills a table. */
  String query(String table) {
    return text("sql/" + table + ".sql");
  }

  /** Everything that decides what the tables are and what is found in them, by name of the file. */
  SortedMap<String, String> texts() {
    var texts = new TreeMap<String, String>();
    var files = new ArrayList<>(List.of("views.txt", "steps.txt", "tables.txt"));
    lines("views.txt").forEach(view -> files.add("ViewDefinition/" + view + ".json"));
    lines("steps.txt").forEach(step -> files.add("sql/" + step + ".sql"));
    for (var table : lines("tables.txt")) {
      files.add("sql/" + table + ".sql");
      files.add("StructureDefinition/" + table + ".json");
    }
    files.addAll(RULES);
    files.forEach(file -> texts.put(file, text(file)));
    return texts;
  }

  /** Its steps and some of its queries, by name of the file. */
  SortedMap<String, String> texts(List<String> queries) {
    var texts = new TreeMap<String, String>();
    texts.put("steps.txt", text("steps.txt"));
    lines("steps.txt").forEach(step -> texts.put("sql/" + step + ".sql", query(step)));
    queries.forEach(query -> texts.put("sql/" + query + ".sql", query(query)));
    return texts;
  }

  /** Its views, by name of the file. */
  SortedMap<String, String> viewTexts() {
    var texts = new TreeMap<String, String>();
    for (var view : lines("views.txt")) {
      texts.put("ViewDefinition/" + view + ".json", text("ViewDefinition/" + view + ".json"));
    }
    return texts;
  }

  private View view(ViewReader reader, String view) {
    var reading = reader.read(tree(view), Set.of(ViewProfile.SHAREABLE, ViewProfile.TABULAR));
    if (reading instanceof ViewReading.Refused refused) {
      throw new IllegalStateException(view + ": " + refused.problems());
    }
    return ((ViewReading.Read) reading).view();
  }

  private JsonNode tree(String view) {
    try {
      return ViewJson.tree(text("ViewDefinition/" + view + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + view, e);
    }
  }

  private List<String> lines(String file) {
    return text(file).lines().toList();
  }

  private String text(String file) {
    var resource = PLACE + name + "/" + file;
    try (var in = DefinitionFolder.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not shipped: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
