package parley.submissions.view;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.model.Encounter;
import parley.submissions.view.output.CsvRows;

/**
 * Measures a view of 16 columns on made care contacts, on one thread, and HL7's engine beside it.
 */
public final class ViewSpeed {

  private static final int MANY = 1_000_000;
  private static final int FEW = 50_000;

  private ViewSpeed() {}

  public static void main(String[] arguments) throws IOException {
    var reader = new ViewReader();
    var definition =
        new String(
            ViewSpeed.class.getResourceAsStream("/views/encounter-view.json").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    var view = ((ViewReading.Read) reader.read(definition)).view();
    var runner = new ViewRunner(reader);
    var texts = IntStream.range(0, 5_000).mapToObj(MadeEncounters::json).toList();
    say("characters in a resource", texts.stream().mapToInt(String::length).average().orElse(0));
    for (var count : List.of(100_000, MANY)) {
      rate("parse JSON alone", count, () -> parsed(texts, count));
      rate(
          "parse and view, rows counted",
          count,
          () -> runner.run(view, type -> stream(texts, count), cells -> {}).rows());
      rate("parse and view, CSV", count, () -> csv(runner, view, texts, count));
    }
    System.gc();
    var runtime = Runtime.getRuntime();
    say("memory in use after it, MB", (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    hapi(texts);
  }

  private static Stream<ResourceText> stream(List<String> texts, int count) {
    return IntStream.range(0, count).mapToObj(n -> ResourceText.of(texts.get(n % texts.size())));
  }

  private static long parsed(List<String> texts, int count) {
    var sizes = 0L;
    for (var n = 0; n < count; n++) {
      try {
        sizes += ViewJson.tree(texts.get(n % texts.size())).size();
      } catch (IOException bad) {
        throw new java.io.UncheckedIOException(bad);
      }
    }
    return sizes;
  }

  private static long csv(ViewRunner runner, View view, List<String> texts, int count) {
    var sink = new CsvRows(OutputStream.nullOutputStream(), true);
    return runner.run(view, type -> stream(texts, count), sink).rows();
  }

  private static void hapi(List<String> texts) {
    var fhir = FhirContext.forR4Cached();
    var engine = new FHIRPathEngine(new HapiWorkerContext(fhir, new NoDefinitions(fhir)));
    var paths = hapiPaths().stream().map(engine::parse).toList();
    var parser = fhir.newJsonParser();
    var parsed = new ArrayList<Encounter>();
    for (var round = 0; round < 3; round++) {
      rate(
          "HAPI: parse alone",
          FEW,
          () -> {
            parsed.clear();
            for (var n = 0; n < FEW; n++) {
              parsed.add(parser.parseResource(Encounter.class, texts.get(n % texts.size())));
            }
            return parsed.size();
          });
      rate("HAPI: paths alone", FEW, () -> evaluated(engine, paths, parsed));
    }
  }

  /** The engine's paths need no definitions, and it asks for all of them. */
  private record NoDefinitions(FhirContext fhir) implements IValidationSupport {
    @Override
    public FhirContext getFhirContext() {
      return fhir;
    }

    @Override
    public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
      return List.of();
    }
  }

  private static long evaluated(
      FHIRPathEngine engine, List<ExpressionNode> paths, List<Encounter> encounters) {
    var found = 0L;
    for (var encounter : encounters) {
      for (var path : paths) {
        found += engine.evaluate(encounter, path).size();
      }
    }
    return found;
  }

  /**
   * The paths of the view, without keys, constants and ofType(), which the engine alone has not.
   */
  private static List<String> hapiPaths() {
    var own = "https://parley.example/fhir/";
    var extension = "extension('" + own + "StructureDefinition/%s').value.coding.code.first()";
    return List.of(
        "status != 'entered-in-error'",
        "id",
        "subject.reference",
        "episodeOfCare.first().reference",
        "status",
        "class.code",
        "period.start",
        "period.end",
        "length.value",
        "type.coding.where(system = '" + own + "CodeSystem/nhs-appointment-type').code.first()",
        extension.formatted("attendance"),
        extension.formatted("planned-contact"),
        extension.formatted("consultation-mechanism"),
        "participant.individual.first().reference",
        "serviceProvider.reference",
        "identifier.where(system = 'https://service.example/contact').value.first()",
        "appointment.first().reference");
  }

  private static void rate(String what, int count, java.util.function.LongSupplier work) {
    var start = System.nanoTime();
    var result = work.getAsLong();
    var seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-32s %,10d  %7.2f s  %,9.0f/s  (%,d)%n",
        what,
        count,
        seconds,
        count / seconds,
        result);
  }

  private static void say(String what, double figure) {
    System.out.printf(Locale.ROOT, "%-32s %,.0f%n", what, figure);
  }
}
