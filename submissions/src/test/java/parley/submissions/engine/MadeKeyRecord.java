package parley.submissions.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * A record whose resources have identifiers of several systems. A person, their referral, course,
 * contact, activity and therapist have one number, so that a test says it once.
 */
final class MadeKeyRecord implements ViewResources {

  private static final String OWN = "https://parley.example/fhir/";

  /** An identifier. */
  record Number(String system, String value) {}

  private final Map<String, List<Number>> numbers = new LinkedHashMap<>();

  /** A person without a number, with everything that a file names by a key. */
  MadeKeyRecord person(String id) {
    numbers.put(id, new ArrayList<>());
    return this;
  }

  /** A number that comes before those that all things of a person had. */
  MadeKeyRecord first(String id, String system, String value) {
    numbers.get(id).add(0, new Number(system, value));
    return this;
  }

  MadeKeyRecord without(String id) {
    numbers.remove(id);
    return this;
  }

  List<String> people() {
    return List.copyOf(numbers.keySet());
  }

  @Override
  public Stream<ResourceText> ofType(String type) {
    return numbers.keySet().stream().flatMap(id -> text(type, id).stream()).map(ResourceText::of);
  }

  private List<String> text(String type, String id) {
    var more =
        switch (type) {
          case "Patient", "Practitioner" -> "";
          case "ServiceRequest" -> ",\"subject\":{\"reference\":\"Patient/" + id + "\"}";
          case "EpisodeOfCare" -> course(id);
          case "Encounter" -> contact(id);
          case "Procedure" -> activity(id);
          default -> "none";
        };
    if (more.equals("none")) {
      return List.of();
    }
    var identifiers =
        numbers.get(id).stream()
            .map(
                number ->
                    "{\"type\":{\"coding\":[{\"code\":\"MR\"}]},\"system\":\""
                        + number.system()
                        + "\",\"value\":\""
                        + number.value()
                        + "\"}")
            .collect(Collectors.joining(","));
    return List.of(
        "{\"resourceType\":\""
            + type
            + "\",\"id\":\""
            + id
            + "\""
            + (identifiers.isEmpty() ? "" : ",\"identifier\":[" + identifiers + "]")
            + more
            + "}");
  }

  private static String course(String id) {
    return ",\"status\":\"active\",\"patient\":{\"reference\":\"Patient/"
        + id
        + "\"},\"managingOrganization\":{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/ods-organization-code\",\"value\":\"RZ9\"}},\"period\":{\"start\":\"2026-09-01\"},\"referralRequest\":[{\"reference\":\"ServiceRequest/"
        + id
        + "\"}]";
  }

  private static String contact(String id) {
    return ",\"status\":\"finished\",\"episodeOfCare\":[{\"reference\":\"EpisodeOfCare/"
        + id
        + "\"}],\"period\":{\"start\":\"2026-10-05\"},\"extension\":[{\"url\":\""
        + OWN
        + "StructureDefinition/attendance\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"5\"}]}}]";
  }

  private static String activity(String id) {
    return ",\"status\":\"completed\",\"encounter\":{\"reference\":\"Encounter/"
        + id
        + "\"},\"performer\":[{\"actor\":{\"reference\":\"Practitioner/"
        + id
        + "\"}}]";
  }
}
