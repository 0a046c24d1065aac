package parley.submissions.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewJson;
import parley.submissions.view.ViewResources;

/**
 * The golden service of 32 referrals ({@code submission/golden-service/why.md}): its record, and
 * what was worked out by hand for October 2026.
 */
public final class GoldenService {

  private static final Path FOLDER = Path.of("src/test/resources/submission/golden-service");

  private GoldenService() {}

  /** A month of 2026 of provider RZ9, submitted on the 20th of the next. */
  public static SubmissionOrder order(int month) {
    var start = LocalDate.of(2026, month, 1);
    var end = start.plusMonths(1).minusDays(1);
    var submitted = end.plusDays(20).atTime(10, 0);
    return new SubmissionOrder(new SubmissionFacts("RZ9", "RZ9", start, end, submitted), "PARLEY");
  }

  /** Every resource of the record as a line of JSON, in the order of the files. */
  public static List<String> lines() {
    try (var files = Files.list(FOLDER.resolve("resources"))) {
      var lines = new ArrayList<String>();
      for (var file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record as views read it. */
  public static ViewResources resources(List<String> lines) {
    var byType = new HashMap<String, List<String>>();
    for (var line : lines) {
      byType.computeIfAbsent(typeOf(line), type -> new ArrayList<>()).add(line);
    }
    return type -> byType.getOrDefault(type, List.of()).stream().map(ResourceText::of);
  }

  /** The rows of a table as worked out by hand: each a text, its fields joined by a bar. */
  public static List<String> expected(String table) {
    return csv("tables/" + table + ".csv").stream()
        .skip(1)
        .map(row -> String.join("|", row))
        .toList();
  }

  /** The names of its fields. */
  public static List<String> header(String table) {
    return csv("tables/" + table + ".csv").get(0);
  }

  /**
   * The findings worked out by hand, each a text: rule, severity, table, row, field, consequence.
   */
  public static List<String> findings() {
    return csv("findings.csv").stream().skip(1).map(row -> String.join("|", row)).toList();
  }

  /**
   * The figures worked out by hand, by id of the measure, in the columns of {@code measures.csv}.
   */
  public static Map<String, List<String>> measures() {
    var measures = new HashMap<String, List<String>>();
    csv("measures.csv").stream().skip(1).forEach(row -> measures.put(row.get(0), row));
    return measures;
  }

  /** No value of these files holds a comma or a quote. */
  private static List<List<String>> csv(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file)).stream()
          .map(line -> List.of(line.split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String typeOf(String line) {
    try {
      return ViewJson.tree(line).path("resourceType").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }
}
