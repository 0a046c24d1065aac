package parley.mappings.careplan;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import parley.terminology.Definitions;
import parley.terminology.scale.Scales;

/** One folder of {@code careplans}: whom a plan is applied to, and what must come out. */
record GoldenCase(String name, Path folder, PlanContext context) {

  static final Path SOURCES = Path.of("src", "test", "resources", "careplans");

  private static final PlanApplier APPLIER = new PlanApplier(Scales.packaged());
  private static final StepSuggestions STEPS = new StepSuggestions();

  /** Every case, in the order of the index. */
  static List<GoldenCase> all() {
    try {
      return Files.readAllLines(SOURCES.resolve("index.txt")).stream()
          .map(name -> read(name, SOURCES.resolve(name)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Id of the PlanDefinition that the case is about. */
  String plan() {
    return name.substring(0, name.indexOf('/'));
  }

  static PlanDefinition definition(String id) {
    return Definitions.packaged(PlanDefinition.class).stream()
        .filter(definition -> definition.getIdPart().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The plan that comes of it as JSON, or the problems. */
  String applied(PlanDefinition definition) {
    var application = APPLIER.apply(definition, context);
    return application instanceof PlanApplication.Applied applied
        ? parser().encodeResourceToString(applied.plan()) + '\n'
        : application.toString();
  }

  /** One line for each suggestion. */
  String suggestions(PlanDefinition definition) {
    var result = STEPS.of(definition, context.facts());
    if (!(result instanceof StepSuggestions.Result.Made made)) {
      return result.toString();
    }
    var lines =
        made.suggestions().stream()
            .map(
                one ->
                    new ObjectMapper()
                        .createObjectNode()
                        .put("action", one.action())
                        .put("verdict", one.verdict().name())
                        .put("title", one.title())
                        .put("because", String.join("; ", one.because()))
                        .toString())
            .collect(Collectors.joining(",\n  "));
    return "[\n  " + lines + "\n]\n";
  }

  static IParser parser() {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setParserErrorHandler(new StrictErrorHandler())
        .setPrettyPrint(true);
  }

  private static GoldenCase read(String name, Path folder) {
    try {
      var given =
          parser()
              .parseResource(Parameters.class, Files.readString(folder.resolve("context.json")));
      return new GoldenCase(name, folder, context(given));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PlanContext context(Parameters given) {
    return new PlanContext(
        reference(given, "subject").orElseThrow(),
        reference(given, "course").orElseThrow(),
        reference(given, "encounter"),
        reference(given, "practitioner"),
        reference(given, "organization"),
        value(given, "therapy").map(Type::primitiveValue),
        resources(given, "facts", Parameters.class).get(0),
        resources(given, "condition", Condition.class),
        LocalDate.parse(value(given, "date").orElseThrow().primitiveValue()),
        resources(given, "team", CareTeam.class));
  }

  private static Optional<Reference> reference(Parameters given, String name) {
    return value(given, name).map(Reference.class::cast);
  }

  private static Optional<Type> value(Parameters given, String name) {
    return given.getParameter().stream()
        .filter(part -> part.getName().equals(name))
        .map(ParametersParameterComponent::getValue)
        .findFirst();
  }

  private static <T> List<T> resources(Parameters given, String name, Class<T> type) {
    return given.getParameter().stream()
        .filter(part -> part.getName().equals(name))
        .map(part -> type.cast(part.getResource()))
        .toList();
  }
}
