package parley.server.release;

/** The text of agreements that nobody has made. */
public final class MadeAgreement {

  private MadeAgreement() {}

  /**
   * An agreement whose tokens hold for one year.
   *
   * @param more its other parameters, as JSON
   */
  public static String json(
      String url, String version, String product, String expiry, String... more) {
    return """
        {"resourceType":"Parameters","parameter":[
          {"name":"url","valueUri":"%s"},
          {"name":"version","valueString":"%s"},
          {"name":"recipient","valueString":"X26"},
          {"name":"purpose","valueString":"service evaluation 2026-4"},
          {"name":"legalBasis","valueString":"UK GDPR Article 6(1)(e), 9(2)(h)"},
          {"name":"product","valueCode":"%s"},
          {"name":"epoch","valueString":"2026"},
          {"name":"optOut","valueCode":"exclude"},
          {"name":"expiry","valueDate":"%s"},
          %s]}"""
        .formatted(url, version, product, expiry, String.join(",\n", more));
  }
}
