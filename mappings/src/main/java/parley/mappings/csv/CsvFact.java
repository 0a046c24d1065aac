package parley.mappings.csv;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a column of a referral file can say, and where a REF^I12 says the same; the codes are those
 * of {@code CodeSystem/csv-fact}.
 */
public enum CsvFact {
  /** The sender's own number of the referral, which tells it from all others. */
  REFERRAL_REFERENCE("referral-reference", "RF1-6"),
  /** When the referral was received. */
  REFERRAL_DATE("referral-date", "RF1-7"),
  PRIORITY("priority", "RF1-2"),
  /** NHS Data Dictionary SOURCE OF REFERRAL; HL7 v2 has no field for it. */
  SOURCE_OF_REFERRAL("source-of-referral", ""),
  NHS_NUMBER("nhs-number", "PID-3"),
  LOCAL_IDENTIFIER("local-identifier", "PID-3"),
  FAMILY("family", "PID-5"),
  GIVEN("given", "PID-5"),
  TITLE("title", "PID-5"),
  BIRTH_DATE("birth-date", "PID-7"),
  GENDER("gender", "PID-8"),
  ETHNIC_CATEGORY("ethnic-category", "PID-22"),
  ADDRESS_LINE("address-line", "PID-11"),
  TOWN("town", "PID-11"),
  POSTCODE("postcode", "PID-11"),
  TELEPHONE("telephone", "PID-13"),
  MOBILE("mobile", "PID-13"),
  EMAIL("email", "PID-13"),
  /** ODS code of the general practice. */
  PRACTICE_CODE("practice-code", "PD1-3"),
  /** What the person presents with: ICD-10, SNOMED CT or words. */
  PRESENTING_COMPLAINT("presenting-complaint", "DG1-3"),
  /** ICD-10 or SNOMED CT; several with a bar between them, or in several columns. */
  LONG_TERM_CONDITION("long-term-condition", "DG1-3"),
  /** When the scores of the row were taken. */
  SCORE_DATE("score-date", "OBX-14"),
  PHQ_9_TOTAL("phq-9-total", "OBX-5", "44261-6^PHQ-9 total score^LN", 27),
  GAD_7_TOTAL("gad-7-total", "OBX-5", "69737-5^GAD-7 total score^LN", 21),
  PHQ_2_TOTAL("phq-2-total", "OBX-5", "55758-7^PHQ-2 total score^LN", 6),
  NOTE("note", "NTE-3");

  private final String code;
  private final String field;
  private final String observed;
  private final int highest;

  CsvFact(String code, String field) {
    this(code, field, "", 0);
  }

  /** A score: its LOINC code (loinc.org) as OBX-3, and the highest it can be. */
  CsvFact(String code, String field, String observed, int highest) {
    this.code = code;
    this.field = field;
    this.observed = observed;
    this.highest = highest;
  }

  /** The code in {@code CodeSystem/csv-fact}. */
  public String code() {
    return code;
  }

  /** The HL7 v2 field that says the same; empty when there is none. */
  String field() {
    return field;
  }

  /** OBX-3 of a score; empty for what is none. */
  String observed() {
    return observed;
  }

  int highest() {
    return highest;
  }

  boolean score() {
    return !observed.isEmpty();
  }

  /** Whether several columns may say it. */
  boolean repeats() {
    return this == LONG_TERM_CONDITION || this == NOTE || this == ADDRESS_LINE;
  }

  /** The fact of a code; empty when there is none. */
  public static Optional<CsvFact> of(String code) {
    return Arrays.stream(values()).filter(fact -> fact.code.equals(code)).findFirst();
  }
}
