package parley.submissions.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.PeriodTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewJson;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.terminology.scale.Scales;

/** Orders, records and builders for the tests of builds. */
final class MadeOrders {

  static final SubmissionBuilder BUILDER =
      builder(Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC));

  private MadeOrders() {}

  static SubmissionBuilder builder(Clock clock) {
    return new SubmissionBuilder(
        new PeriodTables(new ViewReader(), CourseModel.packaged(), EngineLimits.IN_MEMORY),
        MeasureFolder.packaged(),
        off -> RuleBook.strict(Scales.packaged(), Registers.none(), off),
        clock,
        "0.test");
  }

  static BuildOrder october() {
    return october(Map.of());
  }

  static BuildOrder october(Map<String, String> succession) {
    var facts =
        new SubmissionFacts(
            "RZ9",
            "RZ9",
            LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-10-31"),
            LocalDateTime.parse("2026-11-20T10:00:00"));
    return BuildOrder.of(
        new SubmissionOrder(facts, "PARLEY", succession), SubmissionType.PRIMARY, "A. Tester");
  }

  /** The resources of the golden folder. */
  static List<String> onePerson() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/submission/one-person/resources.ndjson"));
  }

  static ViewResources record(List<String> lines) {
    return type -> lines.stream().filter(line -> type.equals(typeOf(line))).map(ResourceText::of);
  }

  private static String typeOf(String line) {
    try {
      return ViewJson.tree(line).path("resourceType").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }
}
