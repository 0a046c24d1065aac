package parley.mappings.person;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/**
 * The identifiers of a person in CX fields: PID-3, PID-2, PID-4, MRG-1. An NHS number is known by
 * its authority or its type, in any of the five ways English senders write it; other numbers get
 * the system of the authority that assigned them, or else of the sender.
 *
 * @param told every identifier, NHS number first
 * @param keys those that tell who the person is, strongest first; empty when there are none. A
 *     number that fails the check is never one: people without a number share the same placeholder
 * @param status code of the NHS number's verification status found inside CX.5
 * @param problems what is wrong with them
 */
public record PatientIdentifiers(
    List<Told> told, List<Person.Key> keys, Optional<String> status, List<Problem> problems) {

  private static final Set<String> NHS_AUTHORITIES =
      Set.of(
          "NHS",
          "NHSNBR",
          "NHSNUMBER",
          "NHSNO",
          "2.16.840.1.113883.2.1.4.1",
          Systems.NHS_NUMBER.toUpperCase(Locale.ROOT));
  private static final Set<String> NHS_TYPES = Set.of("NH", "NHS", "NHSNMBR", "NHSNBR", "NHSN");

  /** Type and, in braces, status: {@code NH{status:01}}. */
  private static final Pattern TYPE_WITH_STATUS =
      Pattern.compile("([^{]*)\\{\\s*status\\s*:\\s*([^}\\s]*)\\s*}", Pattern.CASE_INSENSITIVE);

  public PatientIdentifiers {
    told = List.copyOf(told);
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
  }

  /**
   * One identifier.
   *
   * @param identifier as it goes into Patient.identifier, but for the type
   * @param type CX.5 of a local number (HL7 table 0203), may be empty
   * @param field number of the field it stands in
   */
  public record Told(Identifier identifier, String type, int field) {}

  /** The identifiers alone. */
  public List<Identifier> identifiers() {
    return told.stream().map(Told::identifier).toList();
  }

  /**
   * Reads identifiers.
   *
   * @param identity number of the field whose identifiers tell who the person is: 3 in PID, 1 in
   *     MRG
   * @param others numbers of fields with further identifiers, which do not
   */
  public static PatientIdentifiers read(
      Sender sender, Segment segment, int identity, int... others) {
    var gathered = new Gathering(sender, segment);
    gathered.field(identity, true);
    for (var other : others) {
      gathered.field(other, false);
    }
    return gathered.result(identity);
  }

  /**
   * Notes that no identifier tells who the person is.
   *
   * @param field number of the field that should
   * @param because what that means for the message
   * @param remedy how to mend a message that gives no identifier at all
   */
  public static void noteNobody(
      Reading reading, Segment segment, int field, String because, String remedy) {
    if (!segment.field(field).hasValue()) {
      reading.missing(segment, field, because, remedy);
      return;
    }
    reading.note(
        Problem.error(
            ProblemCode.INVALID_VALUE,
            segment.location(field),
            segment.name() + '-' + field + " holds no identifier that can be used, so " + because,
            "Send a valid NHS number or the local patient number in "
                + segment.name()
                + '-'
                + field
                + '.'));
  }

  /** The state of one reading. */
  private static final class Gathering {
    private final Sender sender;
    private final Segment segment;
    private final Map<Person.Key, Told> nhs = new LinkedHashMap<>();
    private final Map<Person.Key, Told> local = new LinkedHashMap<>();
    private final Map<Person.Key, Told> failed = new LinkedHashMap<>();
    private final List<Person.Key> keys = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private Optional<String> status = Optional.empty();

    Gathering(Sender sender, Segment segment) {
      this.sender = sender;
      this.segment = segment;
    }

    void field(int number, boolean identifies) {
      for (var cx : segment.field(number).repetitions()) {
        if (!cx.component(1).isEmpty()) {
          add(cx, number, identifies);
        }
      }
    }

    private void add(Field.Repetition cx, int number, boolean identifies) {
      var type = cx.component(5);
      var withStatus = TYPE_WITH_STATUS.matcher(type);
      var bare = withStatus.matches() ? withStatus.group(1) : type;
      if (!isNhsNumber(cx, bare)) {
        local(cx, bare, number, identifies);
        return;
      }
      var checked = NhsNumber.read(cx.component(1));
      if (checked.isEmpty()) {
        failed(cx, number);
        return;
      }
      var key = new Person.Key(Systems.NHS_NUMBER, checked.get().value());
      nhs.putIfAbsent(
          key,
          new Told(new Identifier().setSystem(key.system()).setValue(key.value()), "", number));
      statusOf(withStatus);
    }

    private void statusOf(Matcher withStatus) {
      if (withStatus.matches()) {
        status = Optional.of(withStatus.group(2));
      }
    }

    private void local(Field.Repetition cx, String type, int number, boolean identifies) {
      var authority = cx.component(4).isEmpty() ? cx.subcomponent(4, 2) : cx.component(4);
      var system = OwnSystems.identifier(sender, "local", authority);
      var key = new Person.Key(system, cx.component(1));
      local.putIfAbsent(
          key, new Told(new Identifier().setSystem(system).setValue(key.value()), type, number));
      if (identifies && !keys.contains(key)) {
        keys.add(key);
      }
    }

    private void failed(Field.Repetition cx, int number) {
      var system = OwnSystems.unassigned(sender, "unverified-nhs-number", "");
      var value = cx.component(1).replaceAll("\\s", "");
      failed.putIfAbsent(
          new Person.Key(system, value), new Told(unverified(system, value), "", number));
      problems.add(
          Problem.warning(
              ProblemCode.NHS_NUMBER_CHECK,
              segment.location(number),
              "a number given as an NHS number fails the modulus 11 check or is a placeholder; it"
                  + " tells nothing of who the person is, and is kept only beside another"
                  + " identifier, as an unverified local value",
              "Compare the number with its source, and send the message again with the right"
                  + " one."));
    }

    private static Identifier unverified(String system, String value) {
      var type =
          new Coding(
              Systems.codeSystem("nhs-number-unverified"),
              "nhs-number-check-failed",
              "Not an NHS number: fails the check");
      return new Identifier().setType(new CodeableConcept(type)).setSystem(system).setValue(value);
    }

    PatientIdentifiers result(int identity) {
      if (nhs.size() > 1) {
        problems.add(
            Problem.error(
                ProblemCode.IDENTITY_CONFLICT,
                segment.location(identity),
                "the segment gives two different NHS numbers, and a person has one",
                "Send one NHS number for each person."));
      }
      var all = new ArrayList<>(nhs.values());
      all.addAll(local.values());
      all.addAll(failed.values());
      var strongest = new ArrayList<>(nhs.keySet());
      strongest.addAll(keys);
      return new PatientIdentifiers(all, strongest, status, problems);
    }
  }

  private static boolean isNhsNumber(Field.Repetition cx, String type) {
    if (NHS_TYPES.contains(type.toUpperCase(Locale.ROOT))) {
      return true;
    }
    return type.isEmpty()
        && (NHS_AUTHORITIES.contains(cx.component(4).toUpperCase(Locale.ROOT))
            || NHS_AUTHORITIES.contains(cx.subcomponent(4, 2).toUpperCase(Locale.ROOT)));
  }
}
