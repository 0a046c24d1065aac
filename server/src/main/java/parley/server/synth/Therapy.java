package parley.server.synth;

/**
 * What the synthetic services give: the ten therapies of the published outcomes that make up all
 * but one in a hundred courses.
 *
 * <p>Codes are SNOMED CT of ValueSet {@code nhs-therapy-type}; who may give them is by ConceptMap
 * {@code therapy-qualification}.
 */
enum Therapy {
  GUIDED_BOOK("guided-self-help-book", "748051000000105", "10", 2, 5.2),
  GUIDED_COMPUTER("guided-self-help-computer", "748041000000107", "10", 2, 3.4),
  BOOK("self-help-book", "748101000000105", "10", 2, 3.6),
  PSYCHOEDUCATION("psychoeducation", "702545008", "10", 2, 5.0),
  CBT("cbt", "304891004", "11", 3, 9.9),
  COUNSELLING("counselling", "286711000000107", "12", 3, 9.2),
  EMDR("emdr", "449030000", "17", 3, 11.4),
  INTERPERSONAL("ipt", "443730003", "15", 3, 11.4),
  COUPLE("couple", "1129471000000105", "13", 3, 9.4),
  PSYCHODYNAMIC("psychodynamic", "314034001", "14", 3, 11.0);

  private final String id;
  private final String snomed;
  private final String qualification;
  private final int step;
  private final double treatments;

  Therapy(String id, String snomed, String qualification, int step, double treatments) {
    this.id = id;
    this.snomed = snomed;
    this.qualification = qualification;
    this.step = step;
    this.treatments = treatments;
  }

  /** Name in the calibration. */
  String id() {
    return id;
  }

  String snomed() {
    return snomed;
  }

  /** QualAttainLevelIAPT of those who give it. */
  String qualification() {
    return qualification;
  }

  /** 2, low intensity, or 3, high. */
  int step() {
    return step;
  }

  /** Mean treatments of a finished course; ours, so that the mean of all is the published one. */
  double treatments() {
    return treatments;
  }
}
