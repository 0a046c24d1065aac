package parley.submissions.rule;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.submissions.rule.check.AsSubmitted;
import parley.submissions.rule.check.BirthDate;
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
import parley.submissions.rule.check.TextLength;
import parley.submissions.rule.check.Unique;

/** The smallest change of the golden file that breaks one rule. */
record Mutation(GoldenFile file, Set<String> touched) {

  /** Empty for what the program cannot build, such as a row without a field. */
  static Optional<Mutation> breaking(Rule rule) {
    var file = new GoldenFile();
    var check = rule.check();
    var table = rule.table();
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
    return ofCodes(file, rule).or(() -> ofGroups(file, rule));
  }

  private static Optional<Mutation> ofCodes(GoldenFile file, Rule rule) {
    var check = rule.check();
    var table = rule.table();
    if (check instanceof SameAs same) {
      return value(file, table, same.field(), "RZ8");
    }
    if (check instanceof AsSubmitted submitted) {
      var day = submitted.field().toUpperCase(Locale.ROOT).contains("DATE");
      return value(file, table, submitted.field(), day ? "2026-10-02" : "RZ8");
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
      return value(file, table, registered.field(), "X9Z9X");
    }
    if (check instanceof Conditional conditional) {
      return conditional(file, table, conditional);
    }
    return Optional.empty();
  }

  private static Optional<Mutation> ofGroups(GoldenFile file, Rule rule) {
    var check = rule.check();
    var table = rule.table();
    if (check instanceof Unique unique) {
      unique.when().ifPresent(when -> file.with(table, unique.whenField().get() + "=" + one(when)));
      file.change(tables -> twice(tables.get(table), unique));
      var touched = new HashSet<>(unique.fields());
      unique.whenField().ifPresent(touched::add);
      if (unique.fields().equals(List.of("NHSNumber"))) {
        touched.add("LocalPatientId");
      }
      return Optional.of(new Mutation(file, Set.copyOf(touched)));
    }
    if (check instanceof HasParent parent) {
      return value(file, table, parent.field(), "NOBODY");
    }
    if (check instanceof HasChild child) {
      return Optional.of(
          new Mutation(
              file.without(child.table()),
              Set.of(child.table(), child.field(), "HasParent", "HasChild")));
    }
    if (check instanceof NextRegistration next) {
      return value(file, table, next.field(), "2026-10-10");
    }
    if (check instanceof LateDischarge late) {
      return value(file, table, late.field(), "2026-09-30");
    }
    if (check instanceof RowCount count) {
      return Optional.of(
          new Mutation(
              file.without(count.table()), Set.of(count.table(), "HasParent", "HasChild")));
    }
    if (check instanceof RowInPeriod) {
      file.with("IDS101", "ServDischDate=2026-09-30", "ReferralRequestReceivedDate=2026-09-10");
      List.of("IDS201", "IDS205", "IDS606", "IDS105").forEach(file::without);
      return Optional.of(new Mutation(file, Set.of("ServDischDate", "HasParent", "HasChild")));
    }
    return Optional.empty();
  }

  private static void twice(List<Row> rows, Unique unique) {
    var values = rows.get(0).values().clone();
    var table = rows.get(0).table();
    if (unique.fields().equals(List.of("NHSNumber"))) {
      values[table.position("LocalPatientId")] = "P2";
    } else if (!unique.fields().contains(table.fields().get(0).name())) {
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
    file.with(table, rule.whenField() + "=" + one(rule.when()));
    var wrong =
        switch (rule.expected().kind()) {
          case FILLED -> "";
          case BLANK -> "Y";
          case IN -> "!!";
          case NOT_IN -> rule.expected().values().iterator().next();
        };
    file.with(table, rule.field() + "=" + wrong);
    return Optional.of(new Mutation(file, Set.of(rule.field(), rule.whenField())));
  }

  /** A value that meets a condition. */
  private static String one(Condition when) {
    return switch (when.kind()) {
      case BLANK -> "";
      case IN -> when.values().iterator().next();
      case FILLED -> "2026-10-02";
      case NOT_IN -> "3";
    };
  }

  private static Optional<Mutation> value(
      GoldenFile file, String table, String field, String value) {
    return Optional.of(new Mutation(file.with(table, field + "=" + value), Set.of(field)));
  }
}
