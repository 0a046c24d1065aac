package parley.mappings.result;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import parley.mappings.hl7v2.Segment;

/**
 * What OBX-11 (HL7 table 0085) and OBR-25 (HL7 table 0123) make of a response. A message tells the
 * whole of it: what it leaves out of a correction is not answered any more.
 */
final class ResultStatus {

  private static final Set<String> WITHDRAWN = Set.of("D", "W");
  private static final Set<String> WITHOUT_RESULT = Set.of("D", "W", "X", "N", "O");
  private static final Set<String> CORRECTED = Set.of("C", "A");
  private static final Set<String> PRELIMINARY = Set.of("I", "P", "R", "S");
  private static final Set<String> ORDER_UNFINISHED = Set.of("A", "I", "O", "P", "R", "S");

  private ResultStatus() {}

  /** Status of the response that these OBX are of. */
  static QuestionnaireResponseStatus of(Segment obr, List<Segment> results) {
    var told =
        results.stream()
            .map(obx -> obx.field(11).value())
            .filter(status -> !status.isEmpty())
            .collect(Collectors.toSet());
    var order = obr.field(25).value();
    if (!told.isEmpty() && WITHDRAWN.containsAll(told) && allTell(results)) {
      return QuestionnaireResponseStatus.ENTEREDINERROR;
    }
    if (told.stream().anyMatch(PRELIMINARY::contains) || ORDER_UNFINISHED.contains(order)) {
      return QuestionnaireResponseStatus.INPROGRESS;
    }
    return order.equals("C")
            || told.stream().anyMatch(CORRECTED::contains)
            || told.stream().anyMatch(WITHDRAWN::contains)
        ? QuestionnaireResponseStatus.AMENDED
        : QuestionnaireResponseStatus.COMPLETED;
  }

  private static boolean allTell(List<Segment> results) {
    return results.stream().noneMatch(obx -> obx.field(11).value().isEmpty());
  }

  /** Whether an OBX has no result, or not any more. */
  static boolean isRemoved(Segment obx) {
    return WITHOUT_RESULT.contains(obx.field(11).value());
  }

  /** Whether an OBX takes back a result. */
  static boolean isWithdrawn(Segment obx) {
    return WITHDRAWN.contains(obx.field(11).value());
  }
}
