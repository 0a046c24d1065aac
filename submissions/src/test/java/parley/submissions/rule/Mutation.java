package parley.submissions.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.dataset.DatasetField;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.dataset.FieldType;
import parley.submissions.rule.check.AsSubmitted;
import parley.submissions.rule.check.BirthDate;
import parley.submissions.rule.check.Check;
import parley.submissions.rule.check.CodeList;
import parley.submissions.rule.check.Condition;
import parley.submissions.rule.check.Conditional;
import parley.submissions.rule.check.DateOrder;
import parley.submissions.rule.check.FindingCode;
import parley.submissions.rule.check.Form;
import parley.submissions.rule.check.HasChild;
import parley.submissions.rule.check.HasParent;
import parley.submissions.rule.check.Language;
import parley.submissions.rule.check.LateDischarge;
import parley.submissions.rule.check.Moment;
import parley.submissions.rule.check.NextRegistration;
import parley.submissions.rule.check.NhsNumberForm;
import parley.submissions.rule.check.NotBlank;
import parley.submissions.rule.check.NumberLength;
import parley.submissions.rule.check.OfRecord;
import parley.submissions.rule.check.OnlyWhen;
import parley.submissions.rule.check.OnsetAfterBirth;
import parley.submissions.rule.check.Other;
import parley.submissions.rule.check.Registered;
import parley.submissions.rule.check.RowCount;
import parley.submissions.rule.check.RowInPeriod;
import parley.submissions.rule.check.SameAs;
import parley.submissions.rule.check.ScaleCode;
import parley.submissions.rule.check.ScaleFormat;
import parley.submissions.rule.check.ScaleRange;
import parley.submissions.rule.check.SnomedForm;
import parley.submissions.rule.check.Structure;
import parley.submissions.rule.check.TextLength;
import parley.submissions.rule.check.Unique;

/** The smallest change of the golden file that breaks one rule. */
record Mutation(GoldenFile file) {

  /**
   * How a rule is broken: as {@link MutationNotes} say, or by the change that breaks its check.
   *
   * @return empty when nobody has said yet how
   */
  static Optional<Mutation> breaking(Rule rule) {
    var file = new GoldenFile();
    var changes = MutationNotes.of(rule.code()).changes();
    if (!changes.isEmpty()) {
      changes.forEach(change -> change.accept(file));
      return Optional.of(new Mutation(file));
    }
    return breaking(file, rule, rule.check());
  }

  private static Optional<Mutation> breaking(GoldenFile file, Rule rule, Check check) {
    var table = rule.table();
    if (check instanceof OnlyWhen only) {
      return breaking(file, rule, only.check());
    }
    if (check instanceof NotBlank blank) {
      return value(file, table, blank.field(), "");
    }
    if (check instanceof TextLength length) {
      return value(file, table, length.field(), "9".repeat(length.max() + 1));
    }
    if (check instanceof NumberLength length) {
      return value(file, table, length.field(), "9".repeat(length.max() + 1));
    }
    if (check instanceof Form form) {
      return value(file, table, form.field(), form.wanted() ? "ZZ993VZ" : "2026/01");
    }
    if (check instanceof CodeList codes) {
      var length = codes.codes().iterator().next().length();
      return value(file, table, codes.field(), "!".repeat(length));
    }
    if (check instanceof Language language) {
      return value(file, table, language.field(), "q9");
    }
    if (check instanceof Moment moment) {
      var wrong = Map.of("DATE", "2026-02-30", "TIME", "25:00:00").get(moment.type().name());
      return value(file, table, moment.field(), wrong == null ? "2026-10-01 09:00" : wrong);
    }
    if (check instanceof NhsNumberForm number) {
      return value(file, table, number.field(), "9990000019");
    }
    if (check instanceof BirthDate birth) {
      return value(file, table, birth.field(), "1905-09-30");
    }
    if (check instanceof OnsetAfterBirth onset) {
      return value(file, table, onset.field(), "1980-01");
    }
    if (check instanceof DateOrder order) {
      return outOfOrder(file, table, order);
    }
    return ofCodes(file, table, check).or(() -> ofGroups(file, table, check));
  }

  private static Optional<Mutation> ofCodes(GoldenFile file, String table, Check check) {
    if (check instanceof SameAs same) {
      return value(file, table, same.field(), "RZ8");
    }
    if (check instanceof AsSubmitted submitted) {
      var wrong =
          switch (submitted.fact()) {
            case PROVIDER, SENDER -> "RZ8";
            case PERIOD_START -> "2026-10-02";
            case PERIOD_END -> "2026-11-01";
          };
      return value(file, table, submitted.field(), wrong);
    }
    if (check instanceof FindingCode code) {
      return value(file, table, code.field(), "12345678");
    }
    if (check instanceof SnomedForm form) {
      return value(file, table, form.field(), "720433001");
    }
    if (check instanceof ScaleCode code) {
      return value(file, table, code.field(), "38341003");
    }
    if (check instanceof ScaleRange range) {
      return value(file, table, range.field(), "28");
    }
    if (check instanceof ScaleFormat format) {
      return value(file, table, format.field(), "1.5");
    }
    if (check instanceof Registered registered) {
      return value(file, table, registered.field(), closed(registered.register()));
    }
    if (check instanceof Conditional conditional) {
      return conditional(file, table, conditional);
    }
    return Optional.empty();
  }

  /** A code that {@link MutationTest}'s registers say is not open. */
  private static String closed(Registers.Register register) {
    return switch (register) {
      case POSTCODE -> "X9 9XX";
      case PRACTICE -> "X9Z9XX";
      case ORGANISATION, SITE -> "X9Z9X";
    };
  }

  private static Optional<Mutation> ofGroups(GoldenFile file, String table, Check check) {
    if (check instanceof Unique unique) {
      unique.when().ifPresent(when -> file.with(table, unique.whenField().get() + "=" + one(when)));
      file.change(tables -> twice(tables.get(table), unique));
      return Optional.of(new Mutation(file));
    }
    if (check instanceof HasParent parent) {
      return value(file, table, parent.field(), "NOBODY");
    }
    if (check instanceof HasChild child) {
      return Optional.of(new Mutation(file.withoutFirst(child.table())));
    }
    if (check instanceof NextRegistration next) {
      return value(file, table, next.field(), "2026-10-10");
    }
    if (check instanceof LateDischarge late) {
      return value(file, table, late.field(), "2026-09-30");
    }
    if (check instanceof RowCount count) {
      return Optional.of(new Mutation(file.without(count.table())));
    }
    if (check instanceof OfRecord record) {
      return Optional.of(
          new Mutation(
              file.missing(
                  new RecordFault(record.kind(), record.type() + "/x", "", "missing", "add it"))));
    }
    if (check instanceof Structure) {
      return Optional.of(new Mutation(file.change(tables -> otherwise(tables.get(table)))));
    }
    if (check instanceof RowInPeriod) {
      file.with("IDS101", "ServDischDate=2026-09-30", "ReferralRequestReceivedDate=2026-09-10");
      List.of("IDS201", "IDS205", "IDS606", "IDS105").forEach(file::without);
      return Optional.of(new Mutation(file));
    }
    return Optional.empty();
  }

  /** A row of a table whose last field is of another type. */
  private static void otherwise(List<Row> rows) {
    var row = rows.get(0);
    var fields = new ArrayList<>(row.table().fields());
    var last = fields.remove(fields.size() - 1);
    fields.add(
        new DatasetField(
            last.name(),
            last.uid(),
            FieldType.WHOLE_NUMBER,
            last.minLength(),
            last.maxLength(),
            last.form(),
            last.mandatory(),
            last.valueSet(),
            last.key()));
    rows.set(0, new Row(new DatasetTable(row.table().name(), false, fields), row.values()));
  }

  private static void twice(List<Row> rows, Unique unique) {
    var values = rows.get(0).values().clone();
    var table = rows.get(0).table();
    if (!unique.fields().contains(table.fields().get(0).name())) {
      values[0] = values[0] + "2";
    }
    rows.add(new Row(table, values));
  }

  private static Optional<Mutation> outOfOrder(GoldenFile file, String table, DateOrder order) {
    var submission = file.submission();
    var row = submission.rows(table).get(0);
    var bound =
        order
            .other()
            .day(row, submission)
            .orElseGet(() -> LocalDate.parse("2026-10-15"))
            .plus(order.offset());
    if (order.other() instanceof Other.Same same && row.value(same.field()).isEmpty()) {
      file.with(table, same.field() + "=" + bound);
    }
    var wrong = order.notAfter() ? bound.plusDays(1) : bound.minusDays(1);
    var time = order.field().startsWith("DateTime") ? "T09:00:00" : "";
    return value(file, table, order.field(), wrong + time);
  }

  private static Optional<Mutation> conditional(GoldenFile file, String table, Conditional rule) {
    if (!isSo(file.submission().rows(table).get(0).value(rule.whenField()), rule.when())) {
      file.with(table, rule.whenField() + "=" + one(rule.when()));
    }
    var wrong =
        switch (rule.expected().kind()) {
          case FILLED -> "";
          case BLANK -> "Y";
          case IN -> "!!";
          case NOT_IN -> Collections.min(rule.expected().values());
        };
    file.with(table, rule.field() + "=" + wrong);
    return Optional.of(new Mutation(file));
  }

  private static boolean isSo(String value, Condition when) {
    return switch (when.kind()) {
      case BLANK -> value.isEmpty();
      case FILLED -> !value.isEmpty();
      case IN -> when.values().contains(value);
      case NOT_IN -> !value.isEmpty() && !when.values().contains(value);
    };
  }

  /** A value that meets a condition. */
  private static String one(Condition when) {
    return switch (when.kind()) {
      case BLANK -> "";
      case IN -> Collections.min(when.values());
      case FILLED -> "2026-10-02";
      case NOT_IN -> "3";
    };
  }

  private static Optional<Mutation> value(
      GoldenFile file, String table, String field, String value) {
    return Optional.of(new Mutation(file.with(table, field + "=" + value)));
  }
}
