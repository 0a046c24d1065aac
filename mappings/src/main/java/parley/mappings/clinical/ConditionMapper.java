package parley.mappings.clinical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** DG1 to Condition. */
public final class ConditionMapper {

  /** Elements of a new condition that no DG1 says: to name one again does not make it active. */
  public static final Set<String> DEFAULTS = Set.of("clinicalStatus");

  private final Reading reading;
  private final Codes codes;
  private final Reference subject;
  private final Setting setting;

  public ConditionMapper(Reading reading, Reference subject, Setting setting) {
    this.reading = reading;
    this.codes = reading.codes();
    this.subject = subject;
    this.setting = setting;
  }

  /** What a diagnosis was sent with. */
  public enum Setting {
    /** A referral: what is not a long-term condition is what the person was referred for. */
    REFERRAL,
    /** A visit. */
    VISIT,
    /** The person alone: there is no problem that somebody presents with. */
    PERSON
  }

  /**
   * A condition as stated.
   *
   * @param condition the resource
   * @param longTerm whether its code is a long-term condition, to be kept apart from the problem
   *     that a person presents with
   */
  public record Stated(Condition condition, boolean longTerm) {}

  /**
   * The conditions of the message, in order.
   *
   * @param episode what a presenting problem belongs to (a referral, an encounter): the same code
   *     in another episode is another Condition, while a long-term condition is the person's
   */
  public List<Stated> conditions(String episode) {
    var stated = new ArrayList<Stated>();
    for (var dg1 : reading.message().all("DG1")) {
      var code = code(dg1);
      if (code.isEmpty()) {
        continue;
      }
      var longTerm = isLongTerm(code.get());
      var condition = condition(dg1, code.get(), longTerm);
      var owner = longTerm ? subject.getReference() : episode;
      condition.setId(RecordIds.of("Condition", owner, identity(code.get())));
      if (stated.stream().noneMatch(one -> one.condition().getId().equals(condition.getId()))) {
        stated.add(new Stated(condition, longTerm));
      }
    }
    return stated;
  }

  private boolean isLongTerm(CodeableConcept code) {
    var conditions = codes.longTermConditions();
    return setting == Setting.REFERRAL ? conditions.isOfReferral(code) : conditions.isListed(code);
  }

  private Condition condition(Segment dg1, CodeableConcept code, boolean longTerm) {
    var condition = new Condition();
    condition.setClinicalStatus(
        new CodeableConcept(new Coding(Systems.CONDITION_CLINICAL, "active", "Active")));
    verification(dg1).ifPresent(condition::setVerificationStatus);
    category(longTerm).ifPresent(condition::addCategory);
    condition.setCode(code);
    condition.setSubject(subject.copy());
    reading.dateTime(dg1, 5).ifPresent(condition::setOnset);
    return condition;
  }

  /** DG1-6: working and final diagnoses say how sure they are, an admitting one does not. */
  private Optional<CodeableConcept> verification(Segment dg1) {
    var type = dg1.field(6).value();
    var known = codes.translatedIfKnown("diagnosis-verification", dg1, 6, type);
    if (known.isEmpty()) {
      codes.translated("diagnosis-type", dg1, 6, type);
    }
    return known.map(CodeableConcept::new);
  }

  private Optional<CodeableConcept> category(boolean longTerm) {
    if (longTerm) {
      return concept(Systems.UKCORE_CONDITION_CATEGORY, "co-morbidity", "Co-morbidity");
    }
    return switch (setting) {
      case REFERRAL ->
          concept(
              Systems.UKCORE_CONDITION_CATEGORY, "presenting-complaint", "Presenting Complaint");
      case VISIT ->
          concept(Systems.CONDITION_CATEGORY, "encounter-diagnosis", "Encounter Diagnosis");
      case PERSON -> Optional.empty();
    };
  }

  private static Optional<CodeableConcept> concept(String system, String code, String display) {
    return Optional.of(new CodeableConcept(new Coding(system, code, display)));
  }

  /** DG1-3, whose coding system older senders give in DG1-2; DG1-4 is its text. */
  private Optional<CodeableConcept> code(Segment dg1) {
    var described = dg1.field(4).value();
    var coded =
        dg1.field(3).repetitions().stream()
            .findFirst()
            .flatMap(ce -> codes.concept(dg1, 3, withSystem(ce, dg1.field(2).value())));
    if (coded.isEmpty()) {
      return described.isEmpty()
          ? Optional.empty()
          : Optional.of(new CodeableConcept().setText(described));
    }
    if (!coded.get().hasText() && !described.isEmpty()) {
      coded.get().setText(described);
    }
    return coded;
  }

  private static Field.Repetition withSystem(Field.Repetition coded, String system) {
    if (system.isEmpty() || coded.component(1).isEmpty() || !coded.component(3).isEmpty()) {
      return coded;
    }
    var components = new ArrayList<>(coded.components());
    while (components.size() < 3) {
      components.add(List.of(""));
    }
    components.set(2, List.of(system));
    return new Field.Repetition(components);
  }

  private static String identity(CodeableConcept code) {
    if (code.hasCoding()) {
      var first = code.getCodingFirstRep();
      return first.getSystem() + '|' + first.getCode();
    }
    return code.getText();
  }
}
