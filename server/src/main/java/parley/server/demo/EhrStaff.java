package parley.server.demo;

import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordIds;
import parley.server.synth.Complaint;
import parley.server.synth.RecordParts;
import parley.terminology.Systems;

/**
 * The made people who treat at the demo's service, and what each is trained for: guided self-help
 * is given by psychological wellbeing practitioners, cognitive behaviour therapy by high-intensity
 * therapists.
 */
enum EhrStaff {
  GUIDED_SELF_HELP(
      "748051000000105",
      "10",
      "step-2",
      List.of("Fairweather^Ada", "Lockwood^Ben", "Penrose^Cleo")),
  COGNITIVE_BEHAVIOUR_THERAPY("304891004", "11", "step-3", List.of("Ashdown^Dev", "Marlowe^Ines"));

  private final String therapy;
  private final String qualification;
  private final String step;
  private final List<String> names;

  EhrStaff(String therapy, String qualification, String step, List<String> names) {
    this.therapy = therapy;
    this.qualification = qualification;
    this.step = step;
    this.names = names;
  }

  /** Who treats a problem: at low intensity what the national list of problems allows it for. */
  static EhrStaff of(Complaint problem) {
    return switch (problem) {
      case DEPRESSION, GENERALISED_ANXIETY, MIXED, OTHER_ANXIETY -> GUIDED_SELF_HELP;
      case SOCIAL_PHOBIA,
          PANIC,
          OBSESSIVE_COMPULSIVE,
          POST_TRAUMATIC_STRESS,
          HEALTH_ANXIETY,
          SPECIFIC_PHOBIA,
          AGORAPHOBIA ->
          COGNITIVE_BEHAVIOUR_THERAPY;
    };
  }

  /** Everybody. */
  static List<Practitioner> all() {
    return List.of(values()).stream()
        .flatMap(it -> it.names.stream().map(it::practitioner))
        .toList();
  }

  /** What is given: a code of ValueSet nhs-therapy-type. */
  CodeableConcept therapy() {
    return new CodeableConcept(new Coding().setSystem(Systems.SNOMED_CT).setCode(therapy));
  }

  /** How intense it is: a code of CodeSystem step. */
  String step() {
    return step;
  }

  /** The one of them who treats a person. */
  Reference therapist(String nhsNumber) {
    var name = names.get((int) (Long.parseLong(nhsNumber) % names.size()));
    return new Reference("Practitioner/" + id(name));
  }

  private Practitioner practitioner(String name) {
    var practitioner = new Practitioner();
    practitioner.setId(id(name));
    practitioner.setMeta(RecordParts.profile("practitioner"));
    practitioner
        .addIdentifier()
        .setSystem(Systems.identifier("demo-ehr/staff"))
        .setValue(name.substring(0, name.indexOf('^')).toUpperCase(Locale.ROOT));
    practitioner.setActive(true);
    var parts = name.split("\\^");
    practitioner.addName(
        new HumanName().setUse(HumanName.NameUse.OFFICIAL).setFamily(parts[0]).addGiven(parts[1]));
    var awarded = new Period();
    awarded.setStartElement(new DateTimeType("2021-09-01"));
    practitioner
        .addQualification()
        .setPeriod(awarded)
        .setCode(
            new CodeableConcept(
                new Coding()
                    .setSystem(Systems.codeSystem("nhs-qualification-attainment-level"))
                    .setCode(qualification)));
    return practitioner;
  }

  private static String id(String name) {
    return RecordIds.of("Practitioner", "demo-ehr", name);
  }
}
