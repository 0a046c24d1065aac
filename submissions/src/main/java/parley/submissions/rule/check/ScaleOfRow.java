package parley.submissions.rule.check;

import java.util.Optional;
import parley.submissions.rule.Row;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/** The scale that a row's {@code CodedAssToolType} names. */
final class ScaleOfRow {

  private static final String TOOL = "CodedAssToolType";

  private ScaleOfRow() {}

  static Optional<Scale> of(Scales scales, Row row) {
    return named(scales, row.value(TOOL));
  }

  static Optional<Scale> named(Scales scales, String code) {
    return scales.coded(Systems.SNOMED_CT, code);
  }
}
