package parley.server.fhir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * by the pattern it sets on the code, category or type of its resource; three more are known by
 * what makes a score, a response or a problem one. Every other profile binds those who claim it.
 */
final class GuideProfiles {

  private static final List<String> TELLING = List.of("code", "category", "type");

  /** UK Core's categories of the two kinds of Condition that the mappings write. */
  private static final Map<String, String> CONDITIONS =
      Map.of("presenting-complaint", "presenting-problem", "co-morbidity", "long-term-condition");

  /** One way to match; {@code code} is empty when any code of the system matches. */
  private record Mark(String type, String element, String system, String code, String profile) {}

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
            add(profile, name, new Coding().setSystem(system.getValue()).setCode(""));
          }
        }
      }
    }
    scales.all().stream()
        .flatMap(scale -> scale.codings().stream())
        .forEach(coding -> scores.add(coding.getSystem() + '|' + coding.getCode()));
    CONDITIONS.forEach(
        (category, profile) ->
            marks.add(
                new Mark(
                    "Condition",
                    "category",
                    Systems.UKCORE_CONDITION_CATEGORY,
                    category,
                    Systems.structureDefinition(profile))));
  }

  private void add(StructureDefinition profile, String element, Coding coding) {
    marks.add(
        new Mark(
            profile.getType(), element, coding.getSystem(), coding.getCode(), profile.getUrl()));
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
            .anyMatch(coding -> scores.contains(coding.getSystem() + '|' + coding.getCode()))) {
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
                        && (mark.code().isEmpty() || mark.code().equals(coding.getCode())));
  }
}
