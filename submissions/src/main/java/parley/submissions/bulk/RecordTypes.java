package parley.submissions.bulk;

import ca.uhn.fhir.context.FhirContext;
import java.util.Set;
import java.util.TreeSet;

/** Types of resources that are of somebody or of something done, and no definitions. */
final class RecordTypes {

  /** Those that are people. */
  static final Set<String> PEOPLE = Set.of("Patient", "RelatedPerson", "Practitioner", "Person");

  /** Their ids stand in canonical addresses, which leave with every coding. */
  private static final Set<String> DEFINITIONS =
      Set.of(
          "ActivityDefinition",
          "CapabilityStatement",
          "CodeSystem",
          "CompartmentDefinition",
          "ConceptMap",
          "EventDefinition",
          "ExampleScenario",
          "GraphDefinition",
          "ImplementationGuide",
          "Library",
          "Measure",
          "MessageDefinition",
          "NamingSystem",
          "ObservationDefinition",
          "OperationDefinition",
          "PlanDefinition",
          "Questionnaire",
          "SearchParameter",
          "SpecimenDefinition",
          "StructureDefinition",
          "StructureMap",
          "TerminologyCapabilities",
          "TestScript",
          "ValueSet");

  private RecordTypes() {}

  /** Every type of FHIR R4 but definitions, by name. */
  static Set<String> all() {
    var all = new TreeSet<>(FhirContext.forR4Cached().getResourceTypes());
    all.removeAll(DEFINITIONS);
    return all;
  }
}
