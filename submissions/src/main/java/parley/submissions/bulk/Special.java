package parley.submissions.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import parley.terminology.Systems;

/** Resources that leave by no list of elements, for what they say of a person is in their kind. */
final class Special {

  private static final String SOCIAL_FACT = Systems.codeSystem("social-fact");

  /** Religion and sexual orientation are recorded so (IDS011 of the data set). */
  private static final Set<String> CIRCUMSTANCE = Set.of("social-circumstance");

  private static final String PHYSICAL_TYPE =
      "http://terminology.hl7.org/CodeSystem/location-physical-type";

  private Special() {}

  /** Whether it says what UK GDPR Article 9(1) protects beside health. */
  static boolean isOfSpecialCategory(JsonNode resource) {
    for (var coding : resource.path("code").path("coding")) {
      if (coding.path("system").asText().equals(SOCIAL_FACT)
          && CIRCUMSTANCE.contains(coding.path("code").asText())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a Location may be where somebody lives: a house, or one that no organisation keeps.
   * Whose it is, it does not say, so nobody can be asked.
   */
  static boolean isHome(JsonNode resource) {
    if (!resource.path("resourceType").asText().equals("Location")) {
      return false;
    }
    for (var coding : resource.path("physicalType").path("coding")) {
      if (coding.path("system").asText().equals(PHYSICAL_TYPE)
          && coding.path("code").asText().equals("ho")) {
        return true;
      }
    }
    var keeper = resource.path("managingOrganization");
    return keeper.path("reference").asText().isBlank()
        && keeper.path("identifier").path("value").asText().isBlank();
  }
}
