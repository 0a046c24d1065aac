package parley.submissions.bulk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import parley.submissions.allowlist.Substitutes;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.pseudonym.Pseudonyms;
import parley.submissions.pseudonym.Token;
import parley.submissions.release.TokenValues;
import parley.terminology.Definitions;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/**
 * What stands for ids and displays in an export: tokens of the same values as in released rows, so
 * that the two can be joined under an agreement that links releases.
 */
final class BulkTokens implements Substitutes {

  /** Types that are not of patients, whose resources may be referred to without being exported. */
  static final Set<String> ADMINISTRATIVE =
      Set.of("HealthcareService", "Location", "Organization", "Practitioner", "PractitionerRole");

  /**
   * Codes that no product says: legally restricted ones, and of the special categories of UK GDPR
   * Article 9(1) those that no evaluation of care is about.
   */
  private static final List<String> UNSAID =
      List.of(
          Systems.valueSet("legally-restricted"),
          Systems.valueSet("nhs-religion"),
          Systems.valueSet("nhs-sexual-orientation"));

  private static final Map<String, IdentifierKind> KINDS =
      Map.of(
          "EpisodeOfCare",
          IdentifierKind.REFERRAL,
          "Encounter",
          IdentifierKind.CONTACT,
          "Procedure",
          IdentifierKind.ACTIVITY,
          "Practitioner",
          IdentifierKind.PRACTITIONER);

  private final Pseudonyms pseudonyms;
  private final People people;
  private final IdSet leaving;
  private final IdSet homes = new IdSet();
  private final Terminology terminology;
  private final Map<String, Set<String>> linkIds = new HashMap<>();
  private final Set<String> words = new HashSet<>();
  private Optional<BulkPairs> pairs = Optional.empty();

  BulkTokens(Pseudonyms pseudonyms, People people, IdSet leaving, Terminology terminology) {
    this.pseudonyms = pseudonyms;
    this.people = people;
    this.leaving = leaving;
    this.terminology = terminology;
    for (var questionnaire : Definitions.packaged(Questionnaire.class)) {
      var ids = new HashSet<String>();
      questionnaire.getItem().forEach(item -> add(item, ids));
      linkIds.put(questionnaire.getUrl() + '|' + questionnaire.getVersion(), Set.copyOf(ids));
    }
  }

  private static void add(QuestionnaireItemComponent item, Set<String> ids) {
    ids.add(item.getLinkId());
    item.getItem().forEach(it -> add(it, ids));
  }

  /**
   * The kind and value that a token is made of.
   *
   * @param nhsNumber of a Patient
   */
  static Token token(Pseudonyms pseudonyms, String type, String id, String nhsNumber) {
    return type.equals("Patient")
        ? pseudonyms.of(IdentifierKind.PATIENT, TokenValues.patient(nhsNumber))
        : pseudonyms.of(KINDS.getOrDefault(type, IdentifierKind.RESOURCE), type + '/' + id);
  }

  Token of(String type, String id) {
    return token(pseudonyms, type, id, type.equals("Patient") ? people.nhsNumber(id) : "");
  }

  /** From now on every token that is given stands in the export. */
  void noteIn(BulkPairs noting) {
    pairs = Optional.of(noting);
  }

  @Override
  public String token(String resourceType, String id) {
    var token = of(resourceType, id);
    var value = resourceType.equals("Patient") ? people.nhsNumber(id) : id;
    pairs.ifPresent(it -> it.note(token, resourceType, id, value));
    return token.value();
  }

  @Override
  public Optional<String> display(String system, String code) {
    var display = terminology.display(system, code).filter(it -> !isUnsaid(system, code));
    display.ifPresent(
        it -> {
          words.add(it);
          words.add(system);
        });
    return display;
  }

  private boolean isUnsaid(String system, String code) {
    return UNSAID.stream().anyMatch(list -> terminology.validateCode(list, system, code));
  }

  /** Notes a Location that nothing is to refer to. */
  void home(String id) {
    homes.add("Location", id);
  }

  /** What of the terminology stands in the export; it is no person's. */
  Set<String> words() {
    return Set.copyOf(words);
  }

  @Override
  public Set<String> linkIds(String questionnaire) {
    var known = linkIds.getOrDefault(questionnaire, Set.of());
    if (!known.isEmpty() && words.add(questionnaire)) {
      words.addAll(known);
    }
    return known;
  }

  @Override
  public boolean refersOut(String resourceType, String id) {
    return resourceType.equals("Patient")
        ? people.mayLeave(id)
        : ADMINISTRATIVE.contains(resourceType) && !homes.contains(resourceType, id)
            || leaving.contains(resourceType, id);
  }
}
