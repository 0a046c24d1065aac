package parley.server.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import parley.submissions.build.BuildProblem;
import parley.submissions.build.BuildSummary;
import parley.submissions.build.Shortfall;

/**
 * What the register tells of a build, in numbers and sentences; no value of the record.
 *
 * @param findings how many of each severity
 * @param rows how many of each table, by its number
 * @param shortfalls what the guard found
 * @param notes in what the template differs without harm
 * @param problems why nothing could be built
 */
record BuildTold(
    Map<String, Long> findings,
    Map<String, Long> rows,
    long rowsLost,
    long ownErrors,
    List<String> shortfalls,
    List<String> notes,
    List<String> problems) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  BuildTold {
    findings = new TreeMap<>(findings);
    rows = new TreeMap<>(rows);
    shortfalls = List.copyOf(shortfalls);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  static BuildTold nothing() {
    return new BuildTold(Map.of(), Map.of(), 0, 0, List.of(), List.of(), List.of());
  }

  static BuildTold of(BuildSummary summary) {
    var findings = new TreeMap<String, Long>();
    summary.findings().forEach((severity, count) -> findings.put(code(severity), count));
    return new BuildTold(
        findings,
        summary.counts().rows(),
        summary.rowsLost(),
        summary.ownErrors(),
        summary.shortfalls().stream().map(Shortfall::sentence).toList(),
        summary.notes(),
        List.of());
  }

  static BuildTold of(List<BuildProblem> problems) {
    return new BuildTold(
        Map.of(),
        Map.of(),
        0,
        0,
        List.of(),
        List.of(),
        problems.stream().map(BuildTold::sentence).toList());
  }

  private static String sentence(BuildProblem problem) {
    return problem.resource().map(resource -> resource + ": ").orElse("")
        + problem.reason()
        + "; "
        + problem.remedy();
  }

  private static String code(Enum<?> severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  String json() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("findings", findings);
    tree.put("rows", rows);
    tree.put("rowsLost", rowsLost);
    tree.put("ownErrors", ownErrors);
    tree.put("shortfalls", shortfalls);
    tree.put("notes", notes);
    tree.put("problems", problems);
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can always be written", e);
    }
  }

  static BuildTold ofJson(String json) {
    try {
      var tree = JSON.readTree(json);
      var types = TypeFactory.defaultInstance();
      var counts = types.constructMapType(TreeMap.class, String.class, Long.class);
      var texts = types.constructCollectionType(List.class, String.class);
      if (tree.isEmpty()) {
        return nothing();
      }
      return new BuildTold(
          JSON.convertValue(tree.get("findings"), counts),
          JSON.convertValue(tree.get("rows"), counts),
          tree.path("rowsLost").asLong(),
          tree.path("ownErrors").asLong(),
          JSON.convertValue(tree.get("shortfalls"), texts),
          JSON.convertValue(tree.get("notes"), texts),
          JSON.convertValue(tree.get("problems"), texts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the register holds something else than it was given", e);
    }
  }
}
