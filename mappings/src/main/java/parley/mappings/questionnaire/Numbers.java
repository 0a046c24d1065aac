package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;

/** Numbers as senders write them. */
final class Numbers {

  /**
   * Digits on either side of the point: enough for any scale, too few for arithmetic to be slow.
   */
  private static final int DIGITS = 9;

  private Numbers() {}

  /** The number of a value; empty when it is none, or none that any scale has. */
  static Optional<BigDecimal> of(Type value) {
    if (value instanceof IntegerType integer && integer.hasValue()) {
      return Optional.of(BigDecimal.valueOf(integer.getValue()));
    }
    if (value instanceof DecimalType decimal && decimal.hasValue()) {
      return sane(decimal.getValue());
    }
    return value instanceof Quantity quantity && quantity.hasValue() && !quantity.hasComparator()
        ? sane(quantity.getValue())
        : Optional.empty();
  }

  private static Optional<BigDecimal> sane(BigDecimal number) {
    return number.precision() - number.scale() <= DIGITS && number.scale() <= DIGITS
        ? Optional.of(number)
        : Optional.empty();
  }
}
