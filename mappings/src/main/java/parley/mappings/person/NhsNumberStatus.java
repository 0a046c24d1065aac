package parley.mappings.person;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/**
 * How far an NHS number has been verified (NHS Data Dictionary NHS NUMBER STATUS INDICATOR CODE),
 * as an extension of its identifier.
 */
final class NhsNumberStatus {

  private NhsNumberStatus() {}

  /**
   * Reads the status.
   *
   * @param inType the status written inside CX.5, which holds when the usual field is empty
   * @return UK Core's extension, or Parley's with the code as it came when it has no translation:
   *     UK Core's value set is required
   */
  static Optional<Extension> read(Reading reading, Segment pid, Optional<String> inType) {
    var told =
        reading.told(Sender.Fact.NHS_NUMBER_STATUS).filter(found -> !found.value().isEmpty());
    var segment = told.map(Reading.Told::segment).orElse(pid);
    var field = told.map(Reading.Told::number).orElse(3);
    var code = told.map(Reading.Told::value).or(() -> inType).filter(one -> !one.isEmpty());
    var codes = reading.codes();
    return code.map(
        value ->
            codes
                .translated("nhs-number-status", segment, field, value)
                .map(
                    coding ->
                        new Extension(Systems.EXT_NHS_NUMBER_STATUS, new CodeableConcept(coding)))
                .orElseGet(() -> codes.kept(segment, field, value)));
  }
}
