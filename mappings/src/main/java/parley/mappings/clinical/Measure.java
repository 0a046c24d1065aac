package parley.mappings.clinical;

import java.math.BigDecimal;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/**
 * A measurement of the body that matters to long-term conditions, as its ObservationDefinition says
 * it.
 *
 * @param id name, also its code in {@code CodeSystem/clinical-measure}
 * @param coding that code
 * @param category laboratory, vital signs, procedure or survey
 * @param units UCUM code to the values that are plausible in it; none for a panel
 */
record Measure(String id, Coding coding, CodeableConcept category, Map<String, Interval> units) {

  static final String BLOOD_PRESSURE = "blood-pressure";
  static final String SYSTOLIC = "systolic-blood-pressure";
  static final String DIASTOLIC = "diastolic-blood-pressure";
  static final String BODY_MASS_INDEX = "body-mass-index";

  Measure {
    units = Map.copyOf(units);
  }

  /** Bounds, both included. */
  record Interval(BigDecimal low, BigDecimal high) {
    boolean holds(BigDecimal value) {
      return value.compareTo(low) >= 0 && value.compareTo(high) <= 0;
    }
  }
}
