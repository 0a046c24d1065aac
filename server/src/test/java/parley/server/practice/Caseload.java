package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/** The answer of {@code $caseload}, read. */
final class Caseload {

  private final List<ParametersParameterComponent> parameters;

  private Caseload(List<ParametersParameterComponent> parameters) {
    this.parameters = parameters;
  }

  static Caseload of(Service service, String practitioner, String query) {
    var answer = service.http.get("/fhir/Practitioner/" + practitioner + "/$caseload" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Caseload(
        service
            .gateway
            .fhir()
            .newJsonParser()
            .parseResource(Parameters.class, answer.body())
            .getParameter());
  }

  /** Ids of the courses, in the order given. */
  List<String> courses() {
    return courseParts().stream().map(part -> value(part.getPart(), "episode")).toList();
  }

  /** A value of the only course there is. */
  String value(String... path) {
    assertThat(courseParts()).hasSize(1);
    return value(courseParts().get(0).getPart(), path);
  }

  /** The value under a path of parts, empty when there is none. */
  static String value(List<ParametersParameterComponent> parts, String... path) {
    var found = Optional.<ParametersParameterComponent>empty();
    var level = parts;
    for (var name : path) {
      found = level.stream().filter(part -> part.getName().equals(name)).findFirst();
      if (found.isEmpty()) {
        return "";
      }
      level = found.get().getPart();
    }
    return found.map(ParametersParameterComponent::getValue).map(Caseload::text).orElse("");
  }

  /** The part of one course. */
  List<ParametersParameterComponent> course(String id) {
    return courseParts().stream()
        .map(ParametersParameterComponent::getPart)
        .filter(part -> value(part, "episode").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<ParametersParameterComponent> courseParts() {
    return parameters.stream().filter(part -> part.getName().equals("course")).toList();
  }

  private static String text(Type value) {
    return value instanceof Reference reference
        ? reference.getReferenceElement().getIdPart()
        : value.primitiveValue();
  }
}
