package parley.mappings.care;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;

/** Names, addresses and telephone numbers of anybody: the HL7 v2 types XPN, XAD and XTN. */
public final class Contacts {

  private static final Pattern POSTCODE =
      Pattern.compile("([A-Z]{1,2}[0-9][A-Z0-9]?)\\s*([0-9][A-Z]{2})");

  private final Codes codes;

  public Contacts(Reading reading) {
    this.codes = reading.codes();
  }

  /** Names of a field, with their use (XPN.7). */
  public List<HumanName> names(Segment segment, int field) {
    var names = new ArrayList<HumanName>();
    for (var xpn : segment.field(field).repetitions()) {
      var name = Names.fromXpn(xpn);
      if (name.isEmpty()) {
        continue;
      }
      var type = xpn.component(7);
      var use = codes.code("name-use", segment, field, type);
      use.map(HumanName.NameUse::fromCode).ifPresent(name.get()::setUse);
      if (use.isEmpty() && !type.isEmpty()) {
        name.get().addExtension(codes.kept(segment, field, type));
      }
      names.add(name.get());
    }
    return names;
  }

  /** Addresses of a field: XAD.4 and XAD.9 are the county, XAD.5 the postcode, XAD.7 the type. */
  public List<Address> addresses(Segment segment, int field) {
    var addresses = new ArrayList<Address>();
    for (var xad : segment.field(field).repetitions()) {
      var address = address(xad);
      if (address.isEmpty()) {
        continue;
      }
      addType(segment, field, xad.component(7), address);
      addresses.add(address);
    }
    return addresses;
  }

  private void addType(Segment segment, int field, String code, Address address) {
    var use = codes.translatedIfKnown("address-use", segment, field, code);
    var type = codes.translatedIfKnown("address-type", segment, field, code);
    use.map(found -> Address.AddressUse.fromCode(found.getCode())).ifPresent(address::setUse);
    type.map(found -> Address.AddressType.fromCode(found.getCode())).ifPresent(address::setType);
    if (use.isEmpty() && type.isEmpty() && !code.isEmpty()) {
      codes.translated("address-use", segment, field, code);
      address.addExtension(codes.kept(segment, field, code));
    }
  }

  private static Address address(Field.Repetition xad) {
    var address = new Address();
    for (var line : new int[] {1, 2, 8}) {
      if (!xad.component(line).isEmpty()) {
        address.addLine(xad.component(line));
      }
    }
    set(xad.component(3)).ifPresent(address::setCity);
    set(xad.component(4)).or(() -> set(xad.component(9))).ifPresent(address::setDistrict);
    set(xad.component(5)).map(Contacts::postcode).ifPresent(address::setPostalCode);
    set(xad.component(6)).ifPresent(address::setCountry);
    return address;
  }

  /** A United Kingdom postcode in capitals with one space; anything else as it came. */
  private static String postcode(String text) {
    var parts = POSTCODE.matcher(text.toUpperCase(Locale.ROOT));
    return parts.matches() ? parts.group(1) + ' ' + parts.group(2) : text;
  }

  /**
   * Telephone numbers and e-mail addresses of a field.
   *
   * @param usual code of HL7 table 0201 that holds when XTN.2 is empty, such as {@code PRN}
   */
  public List<ContactPoint> telecoms(Segment segment, int field, String usual) {
    var telecoms = new ArrayList<ContactPoint>();
    for (var xtn : segment.field(field).repetitions()) {
      var value = telecomValue(xtn);
      if (!value.isEmpty()) {
        telecoms.add(point(segment, field, xtn, usual).setValue(value));
      }
    }
    return telecoms;
  }

  /** System and use of a repetition, without a value: what an HL7 null in XTN.1 deletes. */
  private ContactPoint point(Segment segment, int field, Field.Repetition xtn, String usual) {
    var point = new ContactPoint();
    var equipment = xtn.component(3);
    var useCode = xtn.component(2);
    var mail = telecomValue(xtn).contains("@") || useCode.equals("NET");
    if (mail) {
      point.setSystem(ContactPoint.ContactPointSystem.EMAIL);
    } else if (equipment.isEmpty()) {
      point.setSystem(ContactPoint.ContactPointSystem.PHONE);
    } else {
      codes
          .code("telecom-system", segment, field, equipment)
          .map(ContactPoint.ContactPointSystem::fromCode)
          .ifPresentOrElse(
              point::setSystem, () -> point.addExtension(codes.kept(segment, field, equipment)));
    }
    var mobile = codes.translatedIfKnown("telecom-use", segment, field, equipment);
    var shown = useCode.isEmpty() || useCode.equals("NET") ? usual : useCode;
    mobile
        .map(found -> Optional.of(found.getCode()))
        .orElseGet(() -> codes.code("telecom-use", segment, field, shown))
        .map(ContactPoint.ContactPointUse::fromCode)
        .ifPresentOrElse(
            point::setUse, () -> point.addExtension(codes.kept(segment, field, shown)));
    return point;
  }

  private static String telecomValue(Field.Repetition xtn) {
    for (var component : new int[] {1, 4, 12}) {
      if (!xtn.component(component).isEmpty()) {
        return xtn.component(component);
      }
    }
    return (xtn.component(5) + ' ' + xtn.component(6) + ' ' + xtn.component(7))
        .strip()
        .replaceAll("\\s+", " ");
  }

  /**
   * What a field's HL7 nulls delete, as {@code telecom:<system>:<use>}: a null as the whole field
   * everything the field can hold, a null in XTN.1 the number of that kind.
   */
  public List<String> deleted(Segment segment, int field, String usual) {
    if (segment.field(field).isNull()) {
      return usual.equals("WPN")
          ? List.of("telecom:phone:work", "telecom:email:work")
          : List.of("telecom:phone:home", "telecom:phone:mobile", "telecom:email:home");
    }
    var deleted = new ArrayList<String>();
    for (var xtn : segment.field(field).repetitions()) {
      if (first(xtn).equals(Field.NULL)) {
        var point = point(segment, field, xtn, usual);
        var system = point.hasSystem() ? point.getSystem().toCode() : "";
        deleted.add("telecom:" + system + ':' + (point.hasUse() ? point.getUse().toCode() : ""));
      }
    }
    return deleted;
  }

  private static String first(Field.Repetition repetition) {
    var components = repetition.components();
    return components.isEmpty() || components.get(0).isEmpty() ? "" : components.get(0).get(0);
  }

  private static Optional<String> set(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
