package parley.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Type;
import parley.server.synth.CourseTruth;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/** What {@code $outcome} said of a course. */
final class CourseAnswer {

  private static final Scales SCALES = Scales.packaged();
  private static final String NONE = "-";
  private static final List<String> FACTS =
      List.of("caseness", "recovery", "reliable-change", "reliable-recovery");

  private final Parameters parameters;

  CourseAnswer(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Scores of a scale in order of time.
   *
   * @param title of the scale
   * @param caseness from where on a score is at caseness, empty when that is not known
   */
  record Series(String code, String title, Optional<String> caseness, List<String> scores) {}

  /** What is otherwise than the generator's truth has it, in a few words each. */
  List<String> differences(CourseTruth truth) {
    var differences = new ArrayList<String>();
    compare("received", truth.received().toString(), value("received"), differences);
    compare(
        "discharged",
        truth.discharged().map(String::valueOf).orElse(NONE),
        value("discharged"),
        differences);
    compare("treatments", String.valueOf(truth.treatments()), value("treatments"), differences);
    for (var name : FACTS) {
      compare(name, truth.fact(name).orElse(NONE), fact(name).orElse(NONE), differences);
    }
    compare(
        "trajectory", truth.trajectory(), part("trajectory", "status").orElse(NONE), differences);
    for (var scale : List.of(Scale.PHQ_9, Scale.GAD_7)) {
      compare(scale, scores(truth, scale), scores(scale), differences);
    }
    truth.scores().keySet().stream()
        .filter(it -> !it.equals(Scale.PHQ_9) && !it.equals(Scale.GAD_7))
        .forEach(it -> compare(it, scores(truth, it), scores(it), differences));
    return differences;
  }

  private static void compare(String what, String expected, String got, List<String> differences) {
    if (!expected.equals(got)) {
      differences.add("expected %s %s, got %s".formatted(what, expected, got));
    }
  }

  private static String scores(CourseTruth truth, String scale) {
    return truth.scores().getOrDefault(scale, List.of()).toString();
  }

  private String scores(String scale) {
    return series().stream()
        .filter(it -> it.code().equals(SCALES.get(scale).snomedCode()))
        .map(Series::scores)
        .findFirst()
        .orElse(List.of())
        .toString();
  }

  /** The code of a fact, empty when it is unknown. */
  Optional<String> fact(String name) {
    return part(name, "value");
  }

  /** A part of a parameter as text. */
  Optional<String> part(String name, String part) {
    return parameters.getParameter().stream()
        .filter(it -> it.getName().equals(name))
        .flatMap(it -> named(it, part).stream())
        .map(Type::primitiveValue)
        .findFirst();
  }

  /** A parameter without parts as text. */
  String value(String name) {
    return parameters.getParameter().stream()
        .filter(it -> it.getName().equals(name) && it.hasValue())
        .map(it -> it.getValue().primitiveValue())
        .findFirst()
        .orElse(NONE);
  }

  List<Series> series() {
    return parameters.getParameter().stream()
        .filter(it -> it.getName().equals("series"))
        .map(CourseAnswer::series)
        .toList();
  }

  /** How many scores there are of all scales. */
  int scores() {
    return series().stream().mapToInt(it -> it.scores().size()).sum();
  }

  private static Series series(ParametersParameterComponent series) {
    var scale = named(series, "scale").stream().findFirst().map(Coding.class::cast);
    return new Series(
        scale.map(Coding::getCode).orElse(""),
        scale.map(Coding::getDisplay).orElse(""),
        named(series, "caseness").stream().map(Type::primitiveValue).findFirst(),
        series.getPart().stream()
            .filter(it -> it.getName().equals("point"))
            .flatMap(it -> named(it, "score").stream())
            .map(Type::primitiveValue)
            .toList());
  }

  private static List<Type> named(ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(it -> it.getName().equals(name) && it.hasValue())
        .map(ParametersParameterComponent::getValue)
        .toList();
  }
}
