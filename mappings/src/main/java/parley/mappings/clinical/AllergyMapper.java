package parley.mappings.clinical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceCategory;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceCriticality;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceSeverity;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** AL1 to AllergyIntolerance. */
public final class AllergyMapper {

  /** Elements of a new allergy that no AL1 says. */
  public static final Set<String> DEFAULTS = Set.of("clinicalStatus");

  private final Reading reading;
  private final Codes codes;
  private final Reference patient;

  public AllergyMapper(Reading reading, Reference patient) {
    this.reading = reading;
    this.codes = reading.codes();
    this.patient = patient;
  }

  /**
   * The allergies of the message, in order; one that does not say to what is noted and left out.
   */
  public List<AllergyIntolerance> allergies() {
    var allergies = new ArrayList<AllergyIntolerance>();
    for (var al1 : reading.message().all("AL1")) {
      var code = codes.concept(al1, 3);
      if (code.isPresent()) {
        allergies.add(allergy(al1, code.get()));
      } else {
        reading.note(
            Problem.warning(
                ProblemCode.MISSING_FIELD,
                al1.location(3),
                "AL1-3 is empty, so the segment does not say what the allergy is to; it was left"
                    + " out of the record",
                "Send the allergen in AL1-3, as a code or as text."));
      }
    }
    return allergies;
  }

  private AllergyIntolerance allergy(Segment al1, CodeableConcept code) {
    var allergy = new AllergyIntolerance();
    allergy.setId(RecordIds.of("AllergyIntolerance", patient.getReference(), identity(code)));
    allergy.setClinicalStatus(
        new CodeableConcept(new Coding(Systems.ALLERGY_CLINICAL, "active", "Active")));
    typeAndCategory(al1, allergy);
    var severity = al1.field(4).value();
    var criticality = codes.translatedIfKnown("allergy-criticality", al1, 4, severity);
    criticality
        .map(found -> AllergyIntoleranceCriticality.fromCode(found.getCode()))
        .ifPresent(allergy::setCriticality);
    allergy.setCode(code);
    allergy.setPatient(patient.copy());
    reading.dateTime(al1, 6).ifPresent(allergy::setOnset);
    reaction(al1, allergy, severity);
    return allergy;
  }

  private void typeAndCategory(Segment al1, AllergyIntolerance allergy) {
    var code = al1.field(2).value();
    var type = codes.translatedIfKnown("allergy-type", al1, 2, code);
    var category = codes.translatedIfKnown("allergy-category", al1, 2, code);
    type.map(found -> AllergyIntoleranceType.fromCode(found.getCode())).ifPresent(allergy::setType);
    category
        .map(found -> AllergyIntoleranceCategory.fromCode(found.getCode()))
        .ifPresent(allergy::addCategory);
    if (type.isEmpty() && category.isEmpty() && !code.isEmpty()) {
      codes.translated("allergy-category", al1, 2, code);
      allergy.addExtension(codes.kept(al1, 2, code));
    }
  }

  /** AL1-5 names reactions; AL1-4 is how severe they are. */
  private void reaction(Segment al1, AllergyIntolerance allergy, String severity) {
    var severe = codes.translatedIfKnown("allergy-severity", al1, 4, severity);
    if (severe.isEmpty()
        && !severity.isEmpty()
        && codes.translatedIfKnown("allergy-criticality", al1, 4, severity).isEmpty()) {
      codes.translated("allergy-severity", al1, 4, severity);
      allergy.addExtension(codes.kept(al1, 4, severity));
    }
    for (var told : al1.field(5).repetitions()) {
      if (told.component(1).isEmpty()) {
        continue;
      }
      var reaction = allergy.addReaction();
      reaction.addManifestation(new CodeableConcept().setText(told.component(1)));
      severe
          .map(found -> AllergyIntoleranceSeverity.fromCode(found.getCode()))
          .ifPresent(reaction::setSeverity);
    }
  }

  private static String identity(CodeableConcept code) {
    return Optional.of(code)
        .filter(CodeableConcept::hasCoding)
        .map(
            coded ->
                coded.getCodingFirstRep().getSystem() + '|' + coded.getCodingFirstRep().getCode())
        .orElseGet(code::getText);
  }
}
