package parley.mappings.care;

import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Practitioner;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Field;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/**
 * Practitioners as messages name them. Senders label the same number GMP in one place and GMC in
 * another, so the form of a number decides what it is.
 */
public final class PractitionerMapper {

  private static final Pattern GMP = Pattern.compile("G\\d{7}");
  private static final Pattern GMC = Pattern.compile("C?(\\d{7})");
  private static final Pattern NMC = Pattern.compile("\\d{2}[A-Z]\\d{4}[A-Z]");

  private PractitionerMapper() {}

  /**
   * A practitioner from an XCN (number in XCN.1, name in XCN.2 to XCN.6, authority in XCN.9).
   *
   * @param within what the practitioner is identified by, together with the name, when the message
   *     gives no number: the sender, or the one record that names the person
   */
  public static Optional<Practitioner> fromXcn(
      Reading reading, Field.Repetition xcn, String within) {
    var name = Names.fromXcn(xcn);
    return named(reading, xcn.component(1), xcn.component(9), name, within);
  }

  /** A practitioner from a number, a name or both; empty when there is neither. */
  public static Optional<Practitioner> named(
      Reading reading, String number, String authority, Optional<HumanName> name, String within) {
    if (number.isEmpty() && name.isEmpty()) {
      return Optional.empty();
    }
    var practitioner = new Practitioner();
    if (number.isEmpty()) {
      practitioner.setId(
          RecordIds.of("Practitioner", "named", within, name.get().getNameAsSingleString()));
    } else {
      var identity = identity(reading, number, authority);
      practitioner.setId(RecordIds.of("Practitioner", identity.system(), identity.value()));
      practitioner.addIdentifier().setSystem(identity.system()).setValue(identity.value());
    }
    name.ifPresent(practitioner::addName);
    return Optional.of(practitioner);
  }

  /** Whether a number has the form of a national register of practitioners. */
  static boolean isRegistered(String number) {
    return GMP.matcher(number).matches()
        || GMC.matcher(number).matches()
        || NMC.matcher(number).matches();
  }

  private static Identity identity(Reading reading, String number, String authority) {
    if (GMP.matcher(number).matches()) {
      return new Identity(Systems.GMP_NUMBER, number);
    }
    var gmc = GMC.matcher(number);
    if (gmc.matches()) {
      // The C before a consultant's number is the Data Dictionary's, not the register's.
      return new Identity(Systems.GMC_NUMBER, gmc.group(1));
    }
    if (NMC.matcher(number).matches()) {
      return new Identity(Systems.NMC_NUMBER, number);
    }
    return new Identity(OwnSystems.identifier(reading.sender(), "practitioner", authority), number);
  }

  private record Identity(String system, String value) {}
}
