package parley.submissions.agreement;

import static parley.submissions.agreement.ReleaseField.Role.QUASI;
import static parley.submissions.agreement.ReleaseField.Role.SENSITIVE;
import static parley.submissions.agreement.ReleaseField.Role.TOKEN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.submissions.agreement.FieldForm.Code;
import parley.submissions.agreement.FieldForm.Days;
import parley.submissions.agreement.FieldForm.Organisation;
import parley.submissions.agreement.FieldForm.Pseudonym;
import parley.submissions.agreement.FieldForm.Rung;
import parley.submissions.agreement.FieldForm.ScaleId;
import parley.submissions.agreement.FieldForm.Severity;
import parley.submissions.agreement.FieldForm.Word;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.disclosure.Ladder;
import parley.submissions.pseudonym.IdentifierKind;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;

/**
 * All fields that an agreement may name. What is not here cannot leave in rows: there is no field
 * of gender identity, religion or sexual orientation, no date, no text and no place finer than a
 * commissioner.
 */
public final class FieldCatalogue {

  /**
   * Fields that count days from the referral, or from the first treatment the one to the second; in
   * pseudonymised rows to the day.
   */
  public static final Set<String> DAYS =
      Set.of(
          "daysToFirstTreatment",
          "daysToSecondTreatment",
          "daysToDischarge",
          "contactDay",
          "scoreDay");

  private static final Set<Role> KNOWN_OR_NOT = Set.of(QUASI, SENSITIVE);
  private static final List<String> YES_NO = List.of("yes", "no");
  private static final FieldForm RECOVERY = new Word(List.of("yes", "no", "not at caseness"));

  /** Up to 6 weeks, up to 18 weeks and longer: the two national standards of waiting. */
  private static final List<Integer> WAITS = List.of(43, 127);

  private static final List<CatalogueField> FIELDS = fields();

  private FieldCatalogue() {}

  /** In the order in which the columns of a file stand. */
  public static List<CatalogueField> all() {
    return FIELDS;
  }

  /** The field of that name. */
  public static Optional<CatalogueField> find(String name) {
    return FIELDS.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  private static List<CatalogueField> fields() {
    var fields = new ArrayList<CatalogueField>();
    fields.addAll(person());
    fields.addAll(course());
    fields.addAll(outcome());
    fields.addAll(contact());
    fields.addAll(score());
    return List.copyOf(fields);
  }

  private static List<CatalogueField> person() {
    return List.of(
        token("patientToken", Grain.REFERRAL, IdentifierKind.PATIENT, "nhs_number"),
        token("referralToken", Grain.REFERRAL, IdentifierKind.REFERRAL, "course"),
        of("ageAtReferral", Set.of(QUASI), new Rung(Ladder.AGE, false), "age"),
        of("gender", Set.of(QUASI), code("nhs-person-stated-gender"), "gender"),
        of("ethnicity", Set.of(QUASI), new Rung(Ladder.ETHNICITY, false), "ethnic_category"),
        of("region", Set.of(QUASI), new Rung(Ladder.REGION, true), "region"),
        of("referralPeriod", Set.of(QUASI), new Rung(Ladder.DATE, true), "received"),
        of("dischargePeriod", Set.of(QUASI), new Rung(Ladder.DATE, true), "discharged"),
        of("longTermCondition", KNOWN_OR_NOT, new Word(YES_NO), "long_term_condition"),
        pseudonymised("commissioner", Grain.REFERRAL, QUASI, new Organisation(), "commissioner"),
        pseudonymised(
            "exArmedForces",
            Grain.REFERRAL,
            QUASI,
            code("nhs-ex-british-armed-forces"),
            "armed_forces"));
  }

  private static List<CatalogueField> course() {
    return List.of(
        of("sourceOfReferral", KNOWN_OR_NOT, code("nhs-source-of-referral"), "source"),
        of(
            "presentingComplaint",
            Set.of(SENSITIVE),
            new Code(
                Systems.valueSet("nhs-presenting-complaint"),
                List.of(Systems.ICD_10, Systems.SNOMED_CT)),
            "complaint"),
        of("dischargeReason", Set.of(SENSITIVE), code("nhs-discharge-reason"), "end_code"),
        of("daysToFirstTreatment", Set.of(SENSITIVE), number(WAITS), "days_to_first"),
        of("daysToSecondTreatment", Set.of(SENSITIVE), number(List.of(91)), "days_to_second"),
        pseudonymised(
            "daysToDischarge",
            Grain.REFERRAL,
            SENSITIVE,
            new Days("received", List.of()),
            "discharged"),
        of("timesSeen", Set.of(SENSITIVE), number(List.of(1, 2, 6, 11)), "times_seen"),
        of("treatments", Set.of(SENSITIVE), number(List.of(1, 2, 6, 11)), "treatments"));
  }

  private static List<CatalogueField> outcome() {
    return List.of(
        of("finished", Set.of(SENSITIVE), new Word(YES_NO), "finished"),
        of(
            "caseness",
            Set.of(SENSITIVE),
            new Word(List.of("at caseness", "not at caseness")),
            "caseness"),
        of(
            "change",
            Set.of(SENSITIVE),
            new Word(
                List.of("reliable improvement", "no reliable change", "reliable deterioration")),
            "change"),
        of("recovered", Set.of(SENSITIVE), RECOVERY, "recovered"),
        of("reliablyRecovered", Set.of(SENSITIVE), RECOVERY, "reliably_recovered"),
        of("firstPhq9Band", Set.of(SENSITIVE), new Severity(Scale.PHQ_9), "first_phq9"),
        of("lastPhq9Band", Set.of(SENSITIVE), new Severity(Scale.PHQ_9), "last_phq9"),
        pseudonymised("firstPhq9", Grain.REFERRAL, SENSITIVE, number(List.of()), "first_phq9"),
        pseudonymised("lastPhq9", Grain.REFERRAL, SENSITIVE, number(List.of()), "last_phq9"));
  }

  private static List<CatalogueField> contact() {
    return List.of(
        token("contactToken", Grain.CONTACT, IdentifierKind.CONTACT, "contact"),
        token("contactReferralToken", Grain.CONTACT, IdentifierKind.REFERRAL, "course"),
        pseudonymised(
            "contactDay", Grain.CONTACT, SENSITIVE, new Days("received", List.of()), "start_date"),
        pseudonymised(
            "contactAttendance",
            Grain.CONTACT,
            SENSITIVE,
            code("nhs-attended-or-did-not-attend"),
            "attendance"),
        pseudonymised(
            "contactType",
            Grain.CONTACT,
            SENSITIVE,
            code("nhs-appointment-type"),
            "appointment_type"),
        pseudonymised(
            "contactMechanism",
            Grain.CONTACT,
            SENSITIVE,
            code("nhs-consultation-mechanism"),
            "mechanism"),
        pseudonymised("contactMinutes", Grain.CONTACT, SENSITIVE, number(List.of()), "minutes"),
        pseudonymised(
            "contactTherapy",
            Grain.CONTACT,
            SENSITIVE,
            new Code(Systems.valueSet("nhs-therapy-type"), List.of(Systems.SNOMED_CT)),
            "therapy"));
  }

  private static List<CatalogueField> score() {
    return List.of(
        token("scoreReferralToken", Grain.SCORE, IdentifierKind.REFERRAL, "course"),
        pseudonymised(
            "scoreDay", Grain.SCORE, SENSITIVE, new Days("received", List.of()), "effective"),
        pseudonymised("scoreScale", Grain.SCORE, SENSITIVE, new ScaleId(), "tool"),
        pseudonymised("scoreValue", Grain.SCORE, SENSITIVE, number(List.of()), "score"));
  }

  private static FieldForm number(List<Integer> starts) {
    return new FieldForm.Number(starts);
  }

  private static FieldForm code(String list) {
    return new Code(Systems.valueSet(list), List.of(Systems.codeSystem(list)));
  }

  private static CatalogueField token(
      String name, Grain grain, IdentifierKind kind, String column) {
    return new CatalogueField(name, grain, Set.of(TOKEN), new Pseudonym(kind), false, column);
  }

  private static CatalogueField of(String name, Set<Role> roles, FieldForm form, String column) {
    return new CatalogueField(name, Grain.REFERRAL, roles, form, true, column);
  }

  private static CatalogueField pseudonymised(
      String name, Grain grain, Role role, FieldForm form, String column) {
    return new CatalogueField(name, grain, Set.of(role), form, false, column);
  }
}
