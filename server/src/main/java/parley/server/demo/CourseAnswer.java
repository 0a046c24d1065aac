package parley.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Type;

/** What {@code $outcome} said of a course. */
final class CourseAnswer {

  private static final String PHQ_9 = "720433000";

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

  /** What is otherwise than the story has it, in a few words each. */
  List<String> differences(Storyline story) {
    var expected = story.expected();
    var differences = new ArrayList<String>();
    compare("recovery", expected.recovery(), fact("recovery"), differences);
    compare("reliable change", expected.change(), fact("reliable-change"), differences);
    compare(
        "trajectory",
        Optional.of(expected.trajectory()),
        part("trajectory", "status"),
        differences);
    var scores = story.phq9().stream().map(String::valueOf).toList();
    var got =
        series().stream()
            .filter(it -> it.code().equals(PHQ_9))
            .map(Series::scores)
            .findFirst()
            .orElse(List.of());
    if (!got.equals(scores)) {
      differences.add("expected PHQ-9 %s, got %s".formatted(scores, got));
    }
    return differences;
  }

  private static void compare(
      String what, Optional<String> expected, Optional<String> got, List<String> differences) {
    if (!expected.equals(got)) {
      differences.add(
          "expected %s %s, got %s".formatted(what, expected.orElse("none"), got.orElse("none")));
    }
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
        .orElse("-");
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
