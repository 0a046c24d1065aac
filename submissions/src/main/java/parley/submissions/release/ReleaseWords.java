package parley.submissions.release;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.submissions.agreement.FieldCatalogue;
import parley.submissions.agreement.FieldForm;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.disclosure.Ladder;
import parley.submissions.disclosure.RowSuppression;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;
import parley.terminology.scale.SeverityBand;

/**
 * Words that a release says of itself, whoever is in it. People have such names too (White, Young,
 * May); the canary scan looks for those only together with the person's other names.
 */
final class ReleaseWords {

  private static final List<String> OWN =
      List.of(
          "field code display product agreement keyId files name bytes sha256 none",
          "agreementUrl agreementVersion recipient purpose legalBasis provider period edition",
          "optOutList rows of kReached kOfPeopleReached lReached highestProsecutorRisk meanProsecutorRisk",
          "rowsMissingPercent rowsPooledPercent cellsSuppressedPercent figures shown hidden",
          "definitions software referrals contacts scores codes pairs manifest csv json parquet to",
          "pairsFromKeyId kind old new patient referral contact",
          "IDENTIFIABLE PSEUDONYMISED ANONYMOUS primary refresh true false",
          "under and over White Mixed Asian Black British Other ethnic groups not stated minority",
          "group England Q1 Q2 Q3 Q4",
          Ladder.UNKNOWN,
          RowSuppression.OTHER,
          CellForms.EARLIER);

  private static final Pattern NUMBERED = Pattern.compile("\\d+([./-]\\d+)+");

  private ReleaseWords() {}

  /** Of what any release of the agreement may say: headings, labels, the agreement itself. */
  static String of(ReleaseAgreement agreement, Scales scales) {
    var texts = new ArrayList<>(OWN);
    texts.addAll(
        List.of(
            agreement.url(),
            agreement.version(),
            agreement.recipient(),
            agreement.purpose(),
            agreement.legalBasis()));
    for (var field : FieldCatalogue.all()) {
      texts.add(field.name());
      if (field.form() instanceof FieldForm.Word word) {
        texts.addAll(word.words());
      }
    }
    for (var scale : scales.all()) {
      texts.add(scale.id());
      scale.severityBands().stream().map(SeverityBand::label).forEach(texts::add);
    }
    texts.add(Scale.PHQ_9);
    return texts.stream()
        .flatMap(text -> Stream.concat(apart(text).stream(), numbered(text)))
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /**
   * The words of a text one by one: what it says with several together, such as a whole name, is
   * not what a release says of itself.
   */
  static List<String> apart(String text) {
    return List.of(text.split("[^\\p{L}\\p{N}]+"));
  }

  /** Numbers of versions, which may read like a date. */
  private static Stream<String> numbered(String text) {
    return NUMBERED.matcher(text).results().map(MatchResult::group);
  }

  /** The numbers of rows. */
  static String of(List<RowFacts> rows) {
    return rows.stream()
        .map(facts -> Integer.toString(facts.rows()))
        .collect(Collectors.joining("\n"));
  }
}
