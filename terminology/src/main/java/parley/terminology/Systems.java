package parley.terminology;

/**
 * Every URI that Parley writes, each in one place. English identifier systems are those of the NHS
 * England and HL7 UK registries; UK Core URLs are those of package {@code fhir.r4.ukcore.stu2}
 * 2.0.2.
 */
public final class Systems {

  /** Where everything of Parley's own lives. */
  public static final String PARLEY = "https://parley.example/fhir/";

  // Identifiers, https://fhir.nhs.uk and https://fhir.hl7.org.uk naming registries.
  public static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
  public static final String ODS_ORGANISATION = "https://fhir.nhs.uk/Id/ods-organization-code";
  public static final String ODS_SITE = "https://fhir.nhs.uk/Id/ods-site-code";

  /** Unique booking reference number of the NHS e-Referral Service. */
  public static final String UBRN = "https://fhir.nhs.uk/Id/UBRN";

  /** General medical practitioner PPD code, {@code G} and seven digits. */
  public static final String GMP_NUMBER = "https://fhir.hl7.org.uk/Id/gmp-number";

  /** General Medical Council reference number. */
  public static final String GMC_NUMBER = "https://fhir.hl7.org.uk/Id/gmc-number";

  /** Nursing and Midwifery Council number. */
  public static final String NMC_NUMBER = "https://fhir.hl7.org.uk/Id/nmc-number";

  // Clinical vocabularies.
  public static final String SNOMED_CT = "http://snomed.info/sct";
  public static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";
  public static final String LOINC = "http://loinc.org";
  public static final String UCUM = "http://unitsofmeasure.org";

  /** Read codes, version 2: five characters, dots included. */
  public static final String READ_V2 = "http://read.info/readv2";

  /** Clinical Terms Version 3 (Read version 3). */
  public static final String CTV3 = "http://read.info/ctv3";

  // FHIR and HL7 v3 code systems.
  public static final String ADMINISTRATIVE_GENDER = "http://hl7.org/fhir/administrative-gender";
  public static final String REQUEST_STATUS = "http://hl7.org/fhir/request-status";
  public static final String APPOINTMENT_STATUS = "http://hl7.org/fhir/appointmentstatus";
  public static final String CANCELLATION_REASON =
      "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
  public static final String CONDITION_CLINICAL =
      "http://terminology.hl7.org/CodeSystem/condition-clinical";
  public static final String CONDITION_VERIFICATION =
      "http://terminology.hl7.org/CodeSystem/condition-ver-status";
  public static final String CONDITION_CATEGORY =
      "http://terminology.hl7.org/CodeSystem/condition-category";
  public static final String ALLERGY_CLINICAL =
      "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
  public static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  public static final String NULL_FLAVOR = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";
  public static final String PARTICIPATION_TYPE =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  public static final String DATA_OPERATION =
      "http://terminology.hl7.org/CodeSystem/v3-DataOperation";

  // UK Core code systems.
  public static final String UKCORE_ETHNIC_CATEGORY =
      "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";
  public static final String UKCORE_NHS_NUMBER_STATUS =
      "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland";

  /** Holds {@code presenting-complaint} and {@code co-morbidity}. */
  public static final String UKCORE_CONDITION_CATEGORY =
      "https://fhir.hl7.org.uk/CodeSystem/UKCore-ConditionCategory";

  // Extensions.
  public static final String EXT_ETHNIC_CATEGORY =
      "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";
  public static final String EXT_NHS_NUMBER_STATUS =
      "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";
  public static final String EXT_SOURCE_OF_SERVICE_REQUEST =
      "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-SourceOfServiceRequest";

  /** Why an element that has to be there has no value (HL7 FHIR core extension). */
  public static final String EXT_DATA_ABSENT_REASON =
      "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  /** Time of birth on {@code Patient.birthDate} (HL7 FHIR core extension). */
  public static final String EXT_BIRTH_TIME =
      "http://hl7.org/fhir/StructureDefinition/patient-birthTime";

  /** The course of treatment that something belongs to (HL7 FHIR core extension). */
  public static final String EXT_EPISODE_OF_CARE =
      "http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare";

  public static final String OBSERVATION_CATEGORY =
      "http://terminology.hl7.org/CodeSystem/observation-category";
  public static final String FLAG_CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category";

  private Systems() {}

  /** The FHIR system of an HL7 v2 table; {@code number} has four digits, such as {@code 0001}. */
  public static String v2Table(String number) {
    return "http://terminology.hl7.org/CodeSystem/v2-" + number;
  }

  /** Canonical URL of a ConceptMap of Parley's, such as {@code sex}. */
  public static String conceptMap(String name) {
    return PARLEY + "ConceptMap/" + name;
  }

  /** Canonical URL of a ValueSet of Parley's. */
  public static String valueSet(String name) {
    return PARLEY + "ValueSet/" + name;
  }

  /** Canonical URL of a CodeSystem of Parley's. */
  public static String codeSystem(String name) {
    return PARLEY + "CodeSystem/" + name;
  }

  /** Canonical URL of a Questionnaire of Parley's, such as {@code phq-9}. */
  public static String questionnaire(String name) {
    return PARLEY + "Questionnaire/" + name;
  }

  /** Canonical URL of a StructureDefinition (profile or extension) of Parley's. */
  public static String structureDefinition(String name) {
    return PARLEY + "StructureDefinition/" + name;
  }

  /** System of an identifier that Parley names itself, such as {@code journal-entry}. */
  public static String identifier(String name) {
    return PARLEY + "Id/" + name;
  }
}
