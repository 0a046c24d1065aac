package parley.server.synth;

/**
 * Presenting complaints, in ICD-10 (WHO, chapter V), with the scale that is paired with PHQ-9 when
 * it was filled in. For agoraphobia that is always GAD-7 here: its own measure is not made.
 */
public enum Complaint {
  DEPRESSION("depression", "F32.1", "Moderate depressive episode", ""),
  GENERALISED_ANXIETY("generalised-anxiety", "F41.1", "Generalized anxiety disorder", ""),
  POST_TRAUMATIC_STRESS(
      "post-traumatic-stress", "F43.1", "Post-traumatic stress disorder", "pcl-5"),
  OBSESSIVE_COMPULSIVE(
      "obsessive-compulsive", "F42.2", "Mixed obsessional thoughts and acts", "oci"),
  OTHER_ANXIETY("other-anxiety", "F41.9", "Anxiety disorder, unspecified", ""),
  SOCIAL_PHOBIA("social-phobia", "F40.1", "Social phobias", "spin"),
  PANIC("panic", "F41.0", "Panic disorder", "pdss"),
  MIXED("mixed", "F41.2", "Mixed anxiety and depressive disorder", ""),
  HEALTH_ANXIETY("health-anxiety", "F45.2", "Hypochondriacal disorder", "hai"),
  SPECIFIC_PHOBIA("specific-phobia", "F40.2", "Specific (isolated) phobias", ""),
  AGORAPHOBIA("agoraphobia", "F40.0", "Agoraphobia", "");

  private final String id;
  private final String code;
  private final String display;
  private final String measure;

  Complaint(String id, String code, String display, String measure) {
    this.id = id;
    this.code = code;
    this.display = display;
    this.measure = measure;
  }

  /** Name in the calibration. */
  String id() {
    return id;
  }

  /** ICD-10, with the dot. */
  public String code() {
    return code;
  }

  /** What it is called. */
  public String display() {
    return display;
  }

  /** A CE with HL7's name for ICD-10 (table 0396). */
  public String coded() {
    return code + '^' + display + "^I10";
  }

  /** Id of a Scale and name of its Questionnaire; empty when GAD-7 is the measure. */
  public String measure() {
    return measure;
  }
}
