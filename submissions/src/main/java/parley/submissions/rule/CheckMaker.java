package parley.submissions.rule;

import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
import parley.submissions.rule.check.RowCheck;
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
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/** Makes the check of a rule: its kind is a class, its arguments are those of the class. */
final class CheckMaker {

  private static final String EXPERIENCE = "peq-";

  private final Scales scales;
  private final Registers registers;

  CheckMaker(Scales scales, Registers registers) {
    this.scales = scales;
    this.registers = registers;
  }

  /**
   * Makes the check that a rule describes.
   *
   * @throws IllegalStateException when its kind is unknown or an argument is missing, a fault of
   *     the build
   */
  Check of(RuleProperties says) {
    return onlyWhen(says, check(says));
  }

  private static Check onlyWhen(RuleProperties says, Check check) {
    if (says.maybe("only-when").isEmpty()) {
      return check;
    }
    if (check instanceof RowCheck row) {
      return new OnlyWhen(
          row,
          says.one("only-when-field"),
          condition(says.one("only-when"), says.all("only-when-value")));
    }
    throw new IllegalStateException(says.code() + ": only a rule of one row has a condition");
  }

  private Check check(RuleProperties says) {
    return switch (says.one("kind")) {
      case "not-blank" -> new NotBlank(says.field());
      case "text-length" -> new TextLength(says.field(), says.number("min"), says.number("max"));
      case "number-length" ->
          new NumberLength(says.field(), says.number("min"), says.number("max"));
      case "pattern" -> new Form(says.field(), Pattern.compile(says.one("pattern")), true);
      case "not-pattern" -> new Form(says.field(), Pattern.compile(says.one("pattern")), false);
      case "date" -> new Moment(says.field(), FieldType.DATE);
      case "time" -> new Moment(says.field(), FieldType.TIME);
      case "date-time" -> new Moment(says.field(), FieldType.DATE_TIME);
      case "date-order" -> dateOrder(says);
      case "onset-after-birth" -> new OnsetAfterBirth(says.field());
      case "birth-date" -> new BirthDate(says.field());
      case "nhs-number" -> new NhsNumberForm(says.field());
      case "same-as" -> new SameAs(says.field(), other(says.one("other")));
      case "conditional" -> conditional(says);
      default -> codeCheck(says);
    };
  }

  private Check codeCheck(RuleProperties says) {
    return switch (says.one("kind")) {
      case "code-list" -> new CodeList(says.field(), Set.copyOf(says.all("value")));
      case "language" -> new Language(says.field());
      case "finding-code" -> new FindingCode(says.field());
      case "snomed" ->
          new SnomedForm(
              says.field(),
              !says.all("expression").isEmpty(),
              says.number("min"),
              says.number("max"));
      case "scale-code" -> new ScaleCode(says.field(), scales);
      case "scale-range" -> new ScaleRange(says.field(), scales);
      case "scale-format" -> new ScaleFormat(says.field(), scales);
      case "registered" ->
          new Registered(
              says.field(),
              Registers.Register.valueOf(says.one("other").toUpperCase(Locale.ROOT)),
              registers);
      case "as-submitted" ->
          new AsSubmitted(
              says.field(),
              AsSubmitted.Fact.valueOf(
                  says.one("other").toUpperCase(Locale.ROOT).replace('-', '_')));
      default -> groupCheck(says);
    };
  }

  private Check groupCheck(RuleProperties says) {
    return switch (says.one("kind")) {
      case "unique" -> new Unique(says.all("field"), says.maybe("when-field"), when(says));
      case "parent" -> new HasParent(says.field());
      case "needs-child" -> new HasChild(says.field(), says.one("other"));
      case "activity-of-contact" ->
          new HasChild(
              says.field(),
              "IDS202",
              new Condition(Condition.Kind.IN, Set.of("5", "6")),
              "AttendOrDNACode");
      case "next-registration" -> new NextRegistration(says.field());
      case "late-discharge" -> new LateDischarge(says.field(), experience());
      case "structure" -> new Structure();
      case "not-empty" -> new RowCount(says.one("table"), Integer.MAX_VALUE, false);
      case "one-row" -> new RowCount(says.one("table"), 1, true);
      case "row-left" -> new RowCount(says.one("table"), Integer.MAX_VALUE, true);
      case "row-in-period" -> new RowInPeriod();
      case "record-date" -> new OfRecord(RecordFault.Kind.DATE, says.one("other"));
      case "record-course" -> new OfRecord(RecordFault.Kind.COURSE, says.one("other"));
      case "record-ended" -> new OfRecord(RecordFault.Kind.ENDED, says.one("other"));
      case "record-code" -> new OfRecord(RecordFault.Kind.CODE, says.one("other"));
      case "record-second" -> new OfRecord(RecordFault.Kind.SECOND, says.one("other"));
      case "record-outcome" -> new OfRecord(RecordFault.Kind.OUTCOME, says.one("other"));
      case "record-attended" -> new OfRecord(RecordFault.Kind.ATTENDED, says.one("other"));
      case "record-problem" -> new OfRecord(RecordFault.Kind.PROBLEM, says.one("other"));
      default -> throw new IllegalStateException(says.code() + ": unknown kind of rule");
    };
  }

  private static DateOrder dateOrder(RuleProperties says) {
    return new DateOrder(
        says.field(),
        says.one("comparison").equals("not-after"),
        other(says.one("other")),
        says.maybe("offset").map(Period::parse).orElse(Period.ZERO));
  }

  private static Other other(String text) {
    if (text.equals("submitted")) {
      return new Other.Submitted();
    }
    if (Character.isDigit(text.charAt(0))) {
      return new Other.Day(LocalDate.parse(text));
    }
    int dot = text.indexOf('.');
    return dot < 0
        ? new Other.Same(text)
        : new Other.Above(text.substring(0, dot), text.substring(dot + 1));
  }

  private static Conditional conditional(RuleProperties says) {
    return new Conditional(
        says.field(),
        condition(says.one("expect"), says.all("value")),
        says.one("when-field"),
        when(says).orElseThrow());
  }

  private static Optional<Condition> when(RuleProperties says) {
    return says.maybe("when").map(kind -> condition(kind, says.all("when-value")));
  }

  private static Condition condition(String kind, List<String> values) {
    return new Condition(
        Condition.Kind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')),
        new HashSet<>(values));
  }

  private Set<String> experience() {
    return scales.all().stream()
        .filter(scale -> scale.id().startsWith(EXPERIENCE))
        .map(Scale::snomedCode)
        .collect(Collectors.toSet());
  }
}
