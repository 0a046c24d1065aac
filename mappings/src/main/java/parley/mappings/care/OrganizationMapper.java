package parley.mappings.care;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Organization;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Field;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** Organisations as messages name them: by ODS code where there is one. */
public final class OrganizationMapper {

  /** Organisations: three characters (trusts) to six (practices); rarely up to eight. */
  private static final Pattern ODS_CODE = Pattern.compile("[A-Z][A-Z0-9]{2,7}");

  /** Sites of a trust: the trust's code, which begins with R or T, and two more characters. */
  private static final Pattern ODS_SITE_CODE = Pattern.compile("[RT][A-Z0-9]{4}");

  private OrganizationMapper() {}

  /**
   * An organisation from an XON (name, and code in XON.3 or XON.10).
   *
   * @return empty when there is neither code nor name
   */
  public static Optional<Organization> fromXon(Reading reading, Field.Repetition xon) {
    var code = xon.component(3).isEmpty() ? xon.component(10) : xon.component(3);
    return named(reading, code, xon.component(6), xon.component(1));
  }

  /**
   * An organisation from its code, its name or both.
   *
   * @param authority who assigned the code, empty when the message does not say
   */
  public static Optional<Organization> named(
      Reading reading, String code, String authority, String name) {
    var upper = code.toUpperCase(Locale.ROOT);
    if (ODS_CODE.matcher(upper).matches()) {
      return Optional.of(organization(Systems.ODS_ORGANISATION, upper, name));
    }
    if (!code.isEmpty()) {
      var system = OwnSystems.identifier(reading.sender(), "organisation", authority);
      return Optional.of(organization(system, code, name));
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    // A bare name identifies only within its sender.
    var organization = new Organization().setName(name);
    organization.setId(RecordIds.of("Organization", "sender", reading.sender().id(), name));
    return Optional.of(organization);
  }

  /** An organisation or one of its sites, from an ODS code alone; empty when it is not one. */
  public static Optional<Organization> place(String code) {
    var upper = code.toUpperCase(Locale.ROOT);
    if (ODS_SITE_CODE.matcher(upper).matches()) {
      return Optional.of(organization(Systems.ODS_SITE, upper, ""));
    }
    return ODS_CODE.matcher(upper).matches()
        ? Optional.of(organization(Systems.ODS_ORGANISATION, upper, ""))
        : Optional.empty();
  }

  private static Organization organization(String system, String code, String name) {
    var organization = new Organization();
    organization.setId(RecordIds.of("Organization", system, code));
    organization.addIdentifier().setSystem(system).setValue(code);
    if (!name.isEmpty()) {
      organization.setName(name);
    }
    return organization;
  }
}
