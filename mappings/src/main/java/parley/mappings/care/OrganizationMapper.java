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

  /**
   * Every shape an ODS code has (NHS Data Dictionary ORGANISATION CODE, an3 to an6, and the eight
   * characters of some sites and practices): for codes that the message itself calls ODS. A code
   * about which it says nothing has to look like nothing else ({@link OwnSystems#looksLikeOds}).
   */
  private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{3,6}|[A-Z0-9]{8}");

  /** Sites of a trust: the trust's code, which begins with R or T, and two more characters. */
  private static final Pattern TRUST_SITE = Pattern.compile("[RT].{4}");

  private OrganizationMapper() {}

  /**
   * An organisation from an XON: name, code in XON.3 or XON.10, who assigned it in XON.6 or, as
   * some systems write it, XON.7.
   *
   * @return empty when there is neither code nor name
   */
  public static Optional<Organization> fromXon(Reading reading, Field.Repetition xon) {
    var code = xon.component(3).isEmpty() ? xon.component(10) : xon.component(3);
    var authority = saysOds(xon.component(7)) ? xon.component(7) : xon.component(6);
    return named(reading, code, authority, xon.component(1));
  }

  /**
   * An organisation from its code, its name or both.
   *
   * @param authority who assigned the code, empty when the message does not say
   */
  public static Optional<Organization> named(
      Reading reading, String code, String authority, String name) {
    var upper = code.toUpperCase(Locale.ROOT);
    if (isOds(upper, authority)) {
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

  /**
   * An organisation or one of its sites, from an ODS code alone; empty when it is not one.
   *
   * @param authority who assigned the code, empty when the message does not say
   */
  public static Optional<Organization> place(String code, String authority) {
    var upper = code.toUpperCase(Locale.ROOT);
    if (!isOds(upper, authority)) {
      return Optional.empty();
    }
    var system = TRUST_SITE.matcher(upper).matches() ? Systems.ODS_SITE : Systems.ODS_ORGANISATION;
    return Optional.of(organization(system, upper, ""));
  }

  /** Whether a label names the register of ODS codes. */
  static boolean saysOds(String label) {
    return label.toUpperCase(Locale.ROOT).contains("ODS");
  }

  private static boolean isOds(String code, String authority) {
    return saysOds(authority) ? ODS_CODE.matcher(code).matches() : OwnSystems.looksLikeOds(code);
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
