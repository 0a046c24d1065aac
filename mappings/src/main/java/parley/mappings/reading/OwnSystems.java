package parley.mappings.reading;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Identifier;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Field;
import parley.terminology.Systems;

/**
 * The systems of identifiers and codes that no register gives a URI: by the authority that assigns
 * them where the message names one, else by the sender, so that equal values of two senders never
 * pass for the same thing.
 */
public final class OwnSystems {

  /**
   * The shapes of ODS codes (NHS Data Dictionary ORGANISATION CODE): a practice, then organisations
   * (three characters) and sites (five) by their digits, then trusts and their sites without one.
   * Vendors and record systems sign as {@code EMIS}, {@code LOCAL}, {@code TPP} or {@code RIO}: a
   * name taken for a code would join the records of two senders, a code taken for a name only keeps
   * them apart. So codes of letters alone must begin as trusts do (R, TA) and have neither I nor O.
   */
  private static final Pattern ODS_CODE =
      Pattern.compile(
          "[A-Z]\\d{5}"
              + "|(?=.*\\d)(?=.*[A-Z])[A-Z0-9]{3}(?:[A-Z0-9]{2})?"
              + "|(?:R[A-HJ-NP-Z]|TA)[A-HJ-NP-Z](?:[A-HJ-NP-Z]{2})?");

  private OwnSystems() {}

  /**
   * Whether a code is an ODS code by its shape alone. What could as well be a name is none: see
   * above for what either mistake costs.
   */
  public static boolean looksLikeOds(String code) {
    return ODS_CODE.matcher(code.toUpperCase(Locale.ROOT)).matches();
  }

  /**
   * System of an identifier: the one agreed with the sender for its authority, else that of the
   * authority's ODS code, else the sender's own for that authority.
   *
   * @param kind what sort of thing it identifies, such as {@code local} for a person
   * @param authority assigning authority (CX.4.1, EI.2), empty when the message names none
   */
  public static String identifier(Sender sender, String kind, String authority) {
    var agreed = Optional.ofNullable(sender.authorities().get(authority));
    if (agreed.isPresent()) {
      return agreed.get();
    }
    return looksLikeOds(authority)
        ? Systems.identifier(kind + '/' + authority.toUpperCase(Locale.ROOT))
        : unassigned(sender, kind, authority);
  }

  /**
   * The identifier of a referral. EI: id, namespace, universal id; one trust gives the reference in
   * the third component.
   *
   * @param field RF1-6, RF1-11, or a placer order number that names a referral
   */
  public static Optional<Identifier> referral(Sender sender, Field field) {
    var value = field.component(1).isEmpty() ? field.component(3) : field.component(1);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var namespace = field.component(2);
    var system =
        namespace.equals("UBRN") ? Systems.UBRN : identifier(sender, "referral", namespace);
    return Optional.of(new Identifier().setSystem(system).setValue(value));
  }

  /** System of an identifier that holds within one sender only. */
  public static String unassigned(Sender sender, String kind, String qualifier) {
    var base = Systems.identifier("sender/" + part(sender.id()) + '/' + kind);
    return qualifier.isEmpty() ? base : base + '/' + part(qualifier);
  }

  /** System of a sender's own codes: a coding system it names, or an HL7 v2 field. */
  public static String senderCodes(Sender sender, String name) {
    return Systems.codeSystem("sender/" + part(sender.id()) + '/' + part(name));
  }

  /** Characters that a URI path may not hold become percent-encoded UTF-8 (RFC 3986, 2.1). */
  private static String part(String text) {
    var uri = new StringBuilder();
    for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
      var character = (char) (octet & 0xff);
      if (character < 128
          && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0)) {
        uri.append(character);
      } else {
        uri.append('%').append(String.format("%02X", octet & 0xff));
      }
    }
    return uri.toString();
  }
}
