package parley.submissions.release;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import parley.submissions.agreement.CatalogueField;
import parley.submissions.agreement.FieldCatalogue;
import parley.submissions.agreement.FieldForm;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.disclosure.Ladder;
import parley.submissions.disclosure.RowSuppression;
import parley.submissions.engine.ReleaseRow;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.pseudonym.Pseudonyms;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;
import parley.terminology.scale.SeverityBand;

/**
 * What a cell says, by the form of its field. Whatever a form does not know becomes {@code not
 * known} or {@code other}, never itself.
 */
final class CellForms {

  /** Of a day before the first of the period, or before the referral. */
  static final String EARLIER = "earlier";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,4})?");
  private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{3,6}");

  private final LeavingCodes codes;
  private final Scales scales;
  private final Optional<Pseudonyms> pseudonyms;
  private final LocalDate start;
  private final boolean anonymous;

  /**
   * @param pseudonyms empty of anonymous rows
   * @param start first day of the period
   * @param anonymous whether numbers are made bands
   */
  CellForms(
      LeavingCodes codes,
      Scales scales,
      Optional<Pseudonyms> pseudonyms,
      LocalDate start,
      boolean anonymous) {
    this.codes = codes;
    this.scales = scales;
    this.pseudonyms = pseudonyms;
    this.start = start;
    this.anonymous = anonymous;
  }

  /** Makes the cells of a field. */
  Function<ReleaseRow, String> of(ReleaseField field) {
    var known = FieldCatalogue.find(field.name()).orElseThrow();
    var form = known.form();
    var column = known.column();
    if (form instanceof FieldForm.Pseudonym token) {
      return row -> row.value(column).map(it -> token(token.kind(), it)).orElse("");
    }
    if (form instanceof FieldForm.Rung rung) {
      return row -> row.value(column).map(it -> rung(rung, field, it)).orElse(Ladder.UNKNOWN);
    }
    if (form instanceof FieldForm.Code code) {
      return row -> row.value(column).map(it -> codes.cell(code, it)).orElse(Ladder.UNKNOWN);
    }
    if (form instanceof FieldForm.Word word) {
      return row -> row.value(column).filter(word.words()::contains).orElse(Ladder.UNKNOWN);
    }
    if (form instanceof FieldForm.Days days) {
      return row -> days(row.value(days.from()), row.value(column), days.starts());
    }
    return plain(known);
  }

  private Function<ReleaseRow, String> plain(CatalogueField known) {
    var form = known.form();
    var column = known.column();
    if (form instanceof FieldForm.Number number) {
      return row -> number(row.value(column), number.starts());
    }
    if (form instanceof FieldForm.Severity severity) {
      var scale = scales.get(severity.scale());
      return row ->
          row.value(column)
              .filter(it -> NUMBER.matcher(it).matches())
              .flatMap(it -> scale.severity(new BigDecimal(it)))
              .map(SeverityBand::label)
              .orElse(Ladder.UNKNOWN);
    }
    if (form instanceof FieldForm.Organisation) {
      return row ->
          row.value(column).filter(it -> ODS_CODE.matcher(it).matches()).orElse(Ladder.UNKNOWN);
    }
    if (form instanceof FieldForm.ScaleId) {
      return row ->
          row.value(column)
              .flatMap(it -> scales.coded(Systems.SNOMED_CT, it))
              .map(Scale::id)
              .orElse(RowSuppression.OTHER);
    }
    throw new IllegalStateException("a form of a field without cells: " + known.name());
  }

  private String token(IdentifierKind kind, String value) {
    var of = pseudonyms.orElseThrow(() -> new IllegalStateException("no pseudonyms here"));
    var named =
        switch (kind) {
          case PATIENT -> TokenValues.patient(value);
          case REFERRAL -> TokenValues.referral(value);
          case CONTACT -> TokenValues.contact(value);
          default -> throw new IllegalStateException("no field has pseudonyms of " + kind);
        };
    return of.of(kind, named).value();
  }

  private String rung(FieldForm.Rung rung, ReleaseField field, String value) {
    if (rung.ladder() == Ladder.DATE && isEarlier(value)) {
      return EARLIER;
    }
    if (field.ladder().isPresent()) {
      return rung.ladder().at(field.level(), value);
    }
    if (rung.ladder() == Ladder.ETHNICITY) {
      return codes.ethnicity(value);
    }
    var band = Ladder.AGE.at(1, value);
    var whole = band.contains(" to ");
    return whole ? Integer.toString(Integer.parseInt(value.strip())) : band;
  }

  private boolean isEarlier(String day) {
    try {
      return LocalDate.parse(day).isBefore(start);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private String days(Optional<String> from, Optional<String> to, List<Integer> starts) {
    if (from.isEmpty() || to.isEmpty()) {
      return number(Optional.empty(), starts);
    }
    try {
      var days = ChronoUnit.DAYS.between(LocalDate.parse(from.get()), LocalDate.parse(to.get()));
      return days < 0 ? EARLIER : number(Optional.of(Long.toString(days)), starts);
    } catch (DateTimeException e) {
      return number(Optional.empty(), starts);
    }
  }

  /** As it is for a named recipient, in a band for anyone. */
  private String number(Optional<String> value, List<Integer> starts) {
    var number = value.filter(it -> NUMBER.matcher(it).matches());
    if (!anonymous) {
      return number.orElse("");
    }
    return number.map(it -> Bands.of(starts, it)).orElse(Ladder.UNKNOWN);
  }
}
