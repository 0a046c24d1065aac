package parley.submissions.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.FieldKey;

/** The tables of one file with its facts. Rows are found by their keys; nothing is ever changed. */
public final class Submission {

  private final Dataset dataset;
  private final SubmissionFacts facts;
  private final Map<String, List<Row>> tables;
  private final List<RecordFault> faults;
  private final Map<String, Map<String, Row>> byKey = new HashMap<>();

  /** Makes a submission in which everything is that ought to be. */
  public Submission(Dataset dataset, SubmissionFacts facts, Map<String, List<Row>> tables) {
    this(dataset, facts, tables, List.of());
  }

  /**
   * Makes a submission.
   *
   * @param tables rows by number of the table; a table without rows may be left out
   * @param faults what ought to be in them and is not
   */
  public Submission(
      Dataset dataset,
      SubmissionFacts facts,
      Map<String, List<Row>> tables,
      List<RecordFault> faults) {
    this.faults = List.copyOf(faults);
    this.dataset = dataset;
    this.facts = facts;
    this.tables = Map.copyOf(tables);
    for (var table : dataset.tables()) {
      for (var field : table.fields()) {
        if (field.key() instanceof FieldKey.Primary) {
          var index = new HashMap<String, Row>();
          rows(table.number()).forEach(row -> index.putIfAbsent(row.value(field.name()), row));
          byKey.put(table.number(), index);
        }
      }
    }
  }

  public Dataset dataset() {
    return dataset;
  }

  public SubmissionFacts facts() {
    return facts;
  }

  /** What of the record ought to be in the tables, or in the figures beside them, and is not. */
  public List<RecordFault> faults() {
    return faults;
  }

  /** The rows of a table, in the order of the file. */
  public List<Row> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /** The first row of the header; empty when it has none. */
  public Optional<Row> header() {
    return rows("IDS000").stream().findFirst();
  }

  /** The row of a table that has this key; the first when several have. */
  public Optional<Row> byKey(String table, String key) {
    return Optional.ofNullable(byKey.getOrDefault(table, Map.of()).get(key));
  }

  /**
   * The row of a table that a row belongs to, by its own parent or that of its parent; or itself.
   */
  public Optional<Row> ancestor(Row row, String table) {
    if (row.table().number().equals(table)) {
      return Optional.of(row);
    }
    if (table.equals("IDS000")) {
      return header();
    }
    return parent(row).flatMap(parent -> ancestor(parent, table));
  }

  /** The row that a row names as its parent; empty when it names none that is there. */
  public Optional<Row> parent(Row row) {
    for (var field : row.table().fields()) {
      if (field.key() instanceof FieldKey.Parent parent) {
        return dataset
            .table(parent.table())
            .flatMap(table -> byKey(table.number(), row.value(field.name())));
      }
    }
    return Optional.empty();
  }
}
