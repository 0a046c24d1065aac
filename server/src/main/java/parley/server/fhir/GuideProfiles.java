package parley.server.fhir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.UriType;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/**
 * Which of Parley's own profiles a resource matches without claiming it. A profile says so itself,
 * by the pattern it sets on the code, category or type of its resource; two more are known by what
 * makes a score or a response one. Every other profile binds those who claim it.
 */
final class GuideProfiles {

  private static final List<String> TELLING = List.of("code", "category", "type");

  /** One way to match, by a code or by any code of a system. */
  private record Mark(
      String type, String element, String system, Optional<String> code, String profile) {}

  private final List<Mark> marks = new ArrayList<>();
  private final Set<String> scores = new LinkedHashSet<>();

  GuideProfiles(List<StructureDefinition> profiles, Scales scales) {
    for (var profile : profiles) {
      for (var element : profile.getSnapshot().getElement()) {
        for (var name : TELLING) {
          var path = profile.getType() + '.' + name;
          if (element.getPath().equals(path)
              && element.getPattern() instanceof CodeableConcept pattern) {
            pattern.getCoding().forEach(coding -> add(profile, name, coding));
          } else if (element.getPath().equals(path + ".coding.system")
              && element.getPattern() instanceof UriType system) {
            add(profile, name, new Coding().setSystem(system.getValue()));
          }
        }
      }
    }
    scales.all().forEach(scale -> scores.add(scale.snomedCode()));
  }

  private void add(StructureDefinition profile, String element, Coding coding) {
    marks.add(
        new Mark(
            profile.getType(),
            element,
            coding.getSystem(),
            Optional.ofNullable(coding.getCode()),
            profile.getUrl()));
  }

  /** Canonical URLs of the profiles a resource matches, possibly none. */
  Set<String> of(Resource resource) {
    var matched = new LinkedHashSet<String>();
    for (var mark : marks) {
      if (mark.type().equals(resource.fhirType()) && bears(resource, mark)) {
        matched.add(mark.profile());
      }
    }
    if (resource instanceof QuestionnaireResponse response
        && response.hasQuestionnaire()
        && response.getQuestionnaire().startsWith(Systems.PARLEY + "Questionnaire/")) {
      matched.add(Systems.structureDefinition("questionnaire-response"));
    }
    if (resource instanceof Observation observation
        && observation.getCode().getCoding().stream()
            .filter(coding -> Systems.SNOMED_CT.equals(coding.getSystem()))
            .anyMatch(coding -> scores.contains(coding.getCode()))) {
      matched.add(Systems.structureDefinition("score"));
    }
    return matched;
  }

  private static boolean bears(Resource resource, Mark mark) {
    var property = resource.getNamedProperty(mark.element());
    return property != null
        && property.getValues().stream()
            .filter(CodeableConcept.class::isInstance)
            .flatMap(concept -> ((CodeableConcept) concept).getCoding().stream())
            .anyMatch(
                coding ->
                    mark.system().equals(coding.getSystem())
                        && mark.code().map(code -> code.equals(coding.getCode())).orElse(true));
  }
}
