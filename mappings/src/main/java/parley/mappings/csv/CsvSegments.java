package parley.mappings.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Envelope;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Segment;

/**
 * The segments of the REF^I12 that says what a row says, so that one mapping makes one record of
 * both. Cells become components, never text that is parsed, so no cell can pass for a separator.
 */
final class CsvSegments {

  private static final Pattern ICD_10 = Pattern.compile("[A-Z]\\d{2}(?:\\.?[0-9X]{1,2})?");
  private static final Pattern SNOMED_CT = Pattern.compile("\\d{6,18}");

  /** Codes of FHIR's administrative gender, as people write the words. */
  private static final Set<String> GENDERS = Set.of("male", "female", "other", "unknown");

  private final CsvRow row;
  private final String controlId;
  private final Map<String, String> headers = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> keptAsNote = new ArrayList<>();

  CsvSegments(CsvRow row, String controlId) {
    this.row = row;
    this.controlId = controlId;
  }

  /** What was found while the segments were made. */
  List<Problem> problems() {
    return problems;
  }

  /** HL7 v2 place, such as {@code DG1[2]-3}, to the header of the column it was made of. */
  Map<String, String> headers() {
    return headers;
  }

  /**
   * The whole message.
   *
   * @param longTerm whether a code is of the value set of long-term conditions
   */
  Hl7Message message(Predicate<Field.Repetition> longTerm) {
    var segments = new ArrayList<Segment>();
    segments.add(segment("MSH", 1, Map.of(2, text("^~\\&"))));
    segments.add(referral());
    segments.add(person());
    practice().ifPresent(segments::add);
    var conditions = conditions(longTerm);
    // Before OBX: a note behind one is about that observation.
    segments.addAll(notes());
    segments.addAll(conditions);
    segments.addAll(scores());
    return new Hl7Message(envelope(), segments);
  }

  private Envelope envelope() {
    return new Envelope(
        '|', "^~\\&", "", "", "", "", "REF", "I12", controlId, "P", "2.4", "", "", "");
  }

  private Segment referral() {
    var fields = new TreeMap<Integer, Field>();
    row.referral().ifPresent(id -> fields.put(6, text(id)));
    date(CsvFact.REFERRAL_DATE).ifPresent(day -> fields.put(7, text(day)));
    put(fields, 2, CsvFact.PRIORITY);
    return segment("RF1", 1, fields);
  }

  /** PID; its identifiers are those of the row. */
  Segment person() {
    var fields = new TreeMap<Integer, Field>();
    var identifiers = new ArrayList<Field.Repetition>();
    if (!row.value(CsvFact.NHS_NUMBER).isEmpty()) {
      identifiers.add(components(row.value(CsvFact.NHS_NUMBER), "", "", "NHS", "NH"));
    }
    if (!row.value(CsvFact.LOCAL_IDENTIFIER).isEmpty()) {
      identifiers.add(components(row.value(CsvFact.LOCAL_IDENTIFIER), "", "", "", "PI"));
    }
    fields.put(3, new Field(identifiers));
    fields.put(
        5,
        field(
            components(
                row.value(CsvFact.FAMILY),
                row.value(CsvFact.GIVEN),
                "",
                "",
                row.value(CsvFact.TITLE))));
    date(CsvFact.BIRTH_DATE).ifPresent(day -> fields.put(7, text(day)));
    fields.put(8, text(gender()));
    fields.put(11, address());
    fields.put(13, telecoms());
    put(fields, 22, CsvFact.ETHNIC_CATEGORY);
    return segment("PID", 1, fields);
  }

  /** The words become the letters of HL7 table 0001. */
  private String gender() {
    var said = row.value(CsvFact.GENDER);
    return GENDERS.contains(said.toLowerCase(Locale.ROOT))
        ? said.substring(0, 1).toUpperCase(Locale.ROOT)
        : said;
  }

  private Field address() {
    var lines = row.all(CsvFact.ADDRESS_LINE).stream().map(CsvRow.Cell::value).toList();
    return field(
        components(
            lines.isEmpty() ? "" : lines.get(0),
            lines.size() < 2 ? "" : String.join(", ", lines.subList(1, lines.size())),
            row.value(CsvFact.TOWN),
            "",
            row.value(CsvFact.POSTCODE)));
  }

  private Field telecoms() {
    var telecoms = new ArrayList<Field.Repetition>();
    if (!row.value(CsvFact.TELEPHONE).isEmpty()) {
      telecoms.add(components(row.value(CsvFact.TELEPHONE), "PRN", "PH"));
    }
    if (!row.value(CsvFact.MOBILE).isEmpty()) {
      telecoms.add(components(row.value(CsvFact.MOBILE), "PRN", "CP"));
    }
    if (!row.value(CsvFact.EMAIL).isEmpty()) {
      telecoms.add(components("", "NET", "", row.value(CsvFact.EMAIL)));
    }
    return new Field(telecoms);
  }

  private Optional<Segment> practice() {
    var code = row.value(CsvFact.PRACTICE_CODE);
    return code.isEmpty()
        ? Optional.empty()
        : Optional.of(segment("PD1", 1, Map.of(3, field(components("", "", code)))));
  }

  private List<Segment> conditions(Predicate<Field.Repetition> longTerm) {
    var segments = new ArrayList<Segment>();
    for (var cell : row.all(CsvFact.PRESENTING_COMPLAINT)) {
      addCondition(segments, cell.header(), coded(cell.value()));
    }
    for (var cell : row.all(CsvFact.LONG_TERM_CONDITION)) {
      for (var one : cell.value().split("\\|")) {
        var coded = coded(one.strip());
        if (longTerm.test(coded)) {
          addCondition(segments, cell.header(), coded);
        } else if (!one.isBlank()) {
          keptAsNote.add("Long-term condition as sent: " + one.strip());
          note(
              ProblemCode.UNMAPPED_CODE,
              cell.header(),
              "The condition is no code of the list of long-term conditions; it was kept as a note"
                  + " of the referral.",
              "Send an ICD-10 or SNOMED CT code of a long-term condition.");
        }
      }
    }
    return segments;
  }

  private void addCondition(List<Segment> segments, String header, Field.Repetition coded) {
    var dg1 = segment("DG1", segments.size() + 1, Map.of(3, field(coded)));
    headers.put(dg1.location(3), header);
    segments.add(dg1);
  }

  /** ICD-10 and SNOMED CT are known by their shape; anything else is words. */
  private static Field.Repetition coded(String said) {
    if (ICD_10.matcher(said).matches()) {
      return components(said, "", "I10");
    }
    return SNOMED_CT.matcher(said).matches() ? components(said, "", "SCT") : components("", said);
  }

  private List<Segment> scores() {
    var segments = new ArrayList<Segment>();
    var taken = date(CsvFact.SCORE_DATE);
    for (var fact : CsvFact.values()) {
      var said = fact.score() ? row.value(fact) : "";
      if (!said.isEmpty() && isScore(fact, said)) {
        var fields = new TreeMap<Integer, Field>();
        fields.put(2, text("NM"));
        fields.put(3, field(components(fact.observed().split("\\^"))));
        fields.put(5, text(said));
        fields.put(6, text("{score}"));
        fields.put(11, text("F"));
        taken.ifPresent(day -> fields.put(14, text(day)));
        var obx = segment("OBX", segments.size() + 1, fields);
        headers.put(obx.location(5), row.columns().header(fact));
        segments.add(obx);
      }
    }
    return segments;
  }

  private boolean isScore(CsvFact fact, String said) {
    if (said.matches("\\d{1,2}") && Integer.parseInt(said) <= fact.highest()) {
      return true;
    }
    note(
        ProblemCode.OUT_OF_RANGE,
        row.columns().header(fact),
        "The score is a whole number from 0 to "
            + fact.highest()
            + "; what was sent was left out of the record.",
        "Correct the score and send the row again.");
    return false;
  }

  private List<Segment> notes() {
    var notes = new ArrayList<>(row.all(CsvFact.NOTE).stream().map(CsvRow.Cell::value).toList());
    notes.addAll(keptAsNote);
    var segments = new ArrayList<Segment>();
    for (var text : notes) {
      segments.add(segment("NTE", segments.size() + 1, Map.of(3, text(text))));
    }
    return segments;
  }

  /** A date as HL7 writes it; one that does not exist is noted and left out. */
  private Optional<String> date(CsvFact fact) {
    var said = row.value(fact);
    var day = said.isEmpty() ? Optional.<String>empty() : CsvDates.hl7(said);
    if (!said.isEmpty() && day.isEmpty()) {
      note(
          ProblemCode.INVALID_VALUE,
          row.columns().header(fact),
          "The value is no date that exists, written with its day before the month and a year of"
              + " four digits; it was left out of the record.",
          "Write dates as 2026-11-02 or 02/11/2026, and send the row again.");
    }
    return day;
  }

  private void note(ProblemCode code, String header, String rule, String remedy) {
    problems.add(Problem.warning(code, header, rule, remedy));
  }

  private void put(Map<Integer, Field> fields, int number, CsvFact fact) {
    fields.put(number, text(row.value(fact)));
  }

  private static Segment segment(String name, int occurrence, Map<Integer, Field> fields) {
    var all = new ArrayList<Field>();
    int last = fields.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int number = 1; number <= last; number++) {
      all.add(fields.getOrDefault(number, Field.EMPTY));
    }
    return new Segment(name, occurrence, all);
  }

  private static Field text(String text) {
    return text.isEmpty() ? Field.EMPTY : field(components(text));
  }

  private static Field field(Field.Repetition repetition) {
    return repetition.isEmpty() ? Field.EMPTY : new Field(List.of(repetition));
  }

  /** A cell that is the HL7 null says nothing here: a row deletes nothing. */
  private static Field.Repetition components(String... texts) {
    var components = new ArrayList<List<String>>();
    for (var text : texts) {
      components.add(List.of(text.equals(Field.NULL) ? "" : text));
    }
    return new Field.Repetition(components);
  }
}
