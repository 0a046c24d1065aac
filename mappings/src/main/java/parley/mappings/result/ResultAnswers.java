package parley.mappings.result;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;

/**
 * OBX-5 as answers: a number, or a code. A sender's own answer codes need its ConceptMap for OBX-5;
 * a code is never taken for a number, because lists begin at 0 or at 1.
 */
final class ResultAnswers {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}(?:\\.\\d{0,9})?");

  private final Reading reading;

  ResultAnswers(Reading reading) {
    this.reading = reading;
  }

  /** One for each repetition that says something. */
  List<Type> of(Segment obx) {
    var answers = new ArrayList<Type>();
    for (var repetition : obx.field(5).repetitions()) {
      if (!repetition.isEmpty() && !repetition.isNull()) {
        answers.add(answer(obx, repetition));
      }
    }
    return answers;
  }

  private Type answer(Segment obx, Field.Repetition repetition) {
    return switch (obx.field(2).value()) {
      case "CE", "CWE", "CNE", "CF", "IS", "ID" -> coded(obx, repetition);
      case "SN" -> structured(repetition);
      default -> text(repetition.component(1));
    };
  }

  /** A comparator or an interval is no answer. */
  private static Type structured(Field.Repetition repetition) {
    var comparator = repetition.component(1);
    return (comparator.isEmpty() || comparator.equals("=")) && repetition.component(4).isEmpty()
        ? text(repetition.component(2))
        : new StringType(comparator + repetition.component(3));
  }

  /** A number as such, whatever OBX-2 calls it. */
  static Type text(String text) {
    return number(text).<Type>map(DecimalType::new).orElseGet(() -> new StringType(text));
  }

  static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private Type coded(Segment obx, Field.Repetition repetition) {
    return reading
        .codes()
        .concept(obx, 5, repetition)
        .filter(CodeableConcept::hasCoding)
        .map(CodeableConcept::getCodingFirstRep)
        .<Type>map(coding -> new Coding(coding.getSystem(), coding.getCode(), null))
        .orElseGet(() -> new StringType(repetition.component(2)));
  }
}
