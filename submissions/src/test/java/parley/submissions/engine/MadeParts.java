package parley.submissions.engine;

/** Parts of the resources of {@link MadeService}, and those of which it has few. */
public final class MadeParts {

  static final String OWN = "https://parley.example/fhir/";
  static final String ODS = "https://fhir.nhs.uk/Id/ods-organization-code";

  private MadeParts() {}

  static String meta(String profile) {
    return "\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"2026-11-01T12:00:00.000+00:00\",\"profile\":[\""
        + OWN
        + "StructureDefinition/"
        + profile
        + "\"]},";
  }

  static String coded(String url, String system, String code) {
    return "{\"url\":\""
        + url
        + "\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\""
        + system
        + "\",\"code\":\""
        + code
        + "\"}]}}";
  }

  static String own(String name, String system, String code) {
    return coded(OWN + "StructureDefinition/" + name, OWN + "CodeSystem/" + system, code);
  }

  public static String organisation(String ods) {
    return "{\"resourceType\":\"Organization\",\"id\":\""
        + ods
        + "\",\"identifier\":[{\"system\":\""
        + ODS
        + "\",\"value\":\""
        + ods
        + "\"}]}";
  }

  static String location() {
    return "{\"resourceType\":\"Location\",\"id\":\"room\",\"identifier\":[{\"system\":"
        + "\"https://fhir.nhs.uk/Id/ods-site-code\",\"value\":\"RZ901\"}],\"type\":[{\"coding\":[{\"system\":\""
        + OWN
        + "CodeSystem/nhs-activity-location-type\",\"code\":\"A01\"}]}]}";
  }

  static String practitioner(int n) {
    return "{\"resourceType\":\"Practitioner\",\"id\":\"staff-"
        + n
        + "\",\"identifier\":[{\"system\":\""
        + OWN
        + "Id/staff\",\"value\":\"S"
        + n
        + "\"}],\"qualification\":[{\"code\":{\"coding\":[{\"system\":\""
        + OWN
        + "CodeSystem/nhs-qualification-attainment-level\",\"code\":\"11\"}]},\"period\":{\"start\":\"2019-07-01\"}}]}";
  }

  /** A number of the test range with its check digit (modulus 11); each of them once. */
  public static String nhsNumber(int i) {
    for (int base = 999_000_000 + i * 6; ; base++) {
      int sum = 0;
      int rest = base;
      for (int weight = 2; weight <= 10; weight++) {
        sum += rest % 10 * weight;
        rest /= 10;
      }
      int check = (11 - sum % 11) % 11;
      if (check < 10) {
        return "" + base + check;
      }
    }
  }
}
