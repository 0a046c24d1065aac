package parley.mappings.selfreferral;

import java.util.List;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import parley.mappings.person.Surname;

/**
 * Whether a form is of the Patient who holds the NHS number that it states. Nobody vouches for a
 * form, so that one difference is enough for a no; messages of known senders have a milder rule.
 */
public final class StatedIdentity {

  private StatedIdentity() {}

  /**
   * Compares date of birth, first given name and surname, names without case, accents and
   * punctuation and with any name that is held.
   *
   * @param stated as the form has it
   * @param held who holds the number; a name that is not held differs from none, a date of birth
   *     that is not held, or only in part, confirms nobody
   */
  public static boolean agrees(Patient stated, Patient held) {
    var born = stated.getBirthDateElement().getValueAsString();
    return born != null
        && born.equals(held.getBirthDateElement().getValueAsString())
        && agree(surnames(stated), surnames(held))
        && agree(firstNames(stated), firstNames(held));
  }

  private static boolean agree(List<String> stated, List<String> held) {
    return held.isEmpty() || stated.stream().anyMatch(held::contains);
  }

  private static List<String> surnames(Patient patient) {
    return patient.getName().stream()
        .filter(HumanName::hasFamily)
        .map(name -> Surname.comparable(name.getFamily()))
        .toList();
  }

  /** Forms and senders differ in whether second names are in the same field. */
  private static List<String> firstNames(Patient patient) {
    return patient.getName().stream()
        .flatMap(name -> name.getGiven().stream().limit(1))
        .map(StringType::getValue)
        .filter(given -> given != null && !given.isBlank())
        .map(given -> Surname.comparable(given.strip().split("\\s+", 2)[0]))
        .toList();
  }
}
