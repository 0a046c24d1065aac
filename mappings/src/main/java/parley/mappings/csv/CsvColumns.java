package parley.mappings.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/**
 * What the columns of a file say: its headers translated by the sender's ConceptMap into facts.
 *
 * @param columns in the order of the file
 */
public record CsvColumns(List<Column> columns) {

  /** Key of the ConceptMap of columns among {@link Sender#conceptMaps}. */
  public static final String CONCEPT_MAP = "CSV";

  /** Name of the ConceptMap that is used when a sender has none of its own. */
  private static final String SHIPPED = "csv-referral";

  public CsvColumns {
    columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param header as the file has it, without white space around it
   * @param fact what it says; empty when the map has no row for it
   */
  public record Column(String header, Optional<CsvFact> fact) {}

  /**
   * Reads a header row. A header is looked up as it stands, else in lower case with single spaces.
   */
  public static CsvColumns read(List<String> headers, Sender sender, Terminology terminology) {
    var map = sender.conceptMaps().getOrDefault(CONCEPT_MAP, Systems.conceptMap(SHIPPED));
    var columns = new ArrayList<Column>();
    for (var header : headers) {
      var shown = header.strip();
      var plain = shown.toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", " ");
      columns.add(
          new Column(shown, fact(terminology, map, shown).or(() -> fact(terminology, map, plain))));
    }
    return new CsvColumns(columns);
  }

  private static Optional<CsvFact> fact(Terminology terminology, String map, String header) {
    return terminology.translate(map, header) instanceof Translation.Found found
        ? CsvFact.of(found.coding().getCode())
        : Optional.empty();
  }

  /** The header of the first column that says a fact, or else the fact's code. */
  String header(CsvFact fact) {
    return columns.stream()
        .filter(column -> column.fact().filter(fact::equals).isPresent())
        .map(Column::header)
        .findFirst()
        .orElse(fact.code());
  }

  /**
   * What is wrong with the header row, for the file as a whole.
   *
   * @return errors, with which no row can be read, and a warning for each column that is not read
   */
  public List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    var seen = new HashSet<String>();
    var facts = new HashSet<CsvFact>();
    for (var column : columns) {
      var doubled = !column.header().isEmpty() && !seen.add(column.header());
      var told = column.fact().filter(fact -> !facts.add(fact) && !fact.repeats());
      if (doubled || told.isPresent()) {
        problems.add(
            Problem.error(
                ProblemCode.CONTRADICTION,
                column.header(),
                "Two columns have this header or say the same, so a row can contradict itself.",
                "Leave one of them, and send the file again."));
      }
    }
    if (facts.isEmpty()) {
      return List.of(noHeader());
    }
    if (!facts.contains(CsvFact.NHS_NUMBER) && !facts.contains(CsvFact.LOCAL_IDENTIFIER)) {
      problems.add(absent(CsvFact.NHS_NUMBER, "who a row is about"));
    }
    if (!facts.contains(CsvFact.REFERRAL_REFERENCE) && !facts.contains(CsvFact.REFERRAL_DATE)) {
      problems.add(absent(CsvFact.REFERRAL_REFERENCE, "which referral a row is"));
    }
    columns.stream()
        .filter(column -> column.fact().isEmpty() && !column.header().isEmpty())
        .forEach(column -> problems.add(notRead(column.header())));
    return problems;
  }

  private static Problem noHeader() {
    return Problem.error(
        ProblemCode.UNPARSABLE,
        "header",
        "The first row holds the headers of the columns; none of this one is known.",
        "Send the file with its header row, or have this sender's column map set up.");
  }

  private static Problem absent(CsvFact fact, String what) {
    return Problem.error(
        ProblemCode.MISSING_FIELD,
        fact.code(),
        "No column says " + what + '.',
        "Add a column for it, or have its header put into this sender's column map.");
  }

  private static Problem notRead(String header) {
    return Problem.warning(
        ProblemCode.NOT_CARRIED,
        header,
        "The column is in no column map of this sender; it is not read.",
        "Nothing, unless the column matters; then have it put into the map.");
  }
}
