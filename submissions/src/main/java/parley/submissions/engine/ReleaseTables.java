package parley.submissions.engine;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.duckdb.DuckDBConnection;
import parley.submissions.course.CourseModel;
import parley.submissions.person.AskedPeople;
import parley.submissions.view.EvaluationFailure;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/**
 * One reading of the record for a release: first whose it is, then who is left out, and only then
 * rows and counts. To be closed; for one thread.
 */
public final class ReleaseTables implements AutoCloseable {

  private static final DefinitionFolder FOLDER = new DefinitionFolder("release");
  private static final List<String> QUERIES =
      List.of(
          "contact_row",
          "leave_out",
          "patient_link",
          "patient_number",
          "record_id",
          "referral_row",
          "score_row");

  private final Database database;
  private final RecordTables record;
  private final CourseModel model;
  private int sorted;

  private ReleaseTables(Database database, RecordTables record, CourseModel model) {
    this.database = database;
    this.record = record;
    this.model = model;
  }

  /** What came of reading. */
  public sealed interface Opening {

    /** Everything was read. */
    record Opened(ReleaseTables tables) implements Opening {}

    /** A resource that a view cannot be evaluated on; nothing is open. */
    record Failed(EvaluationFailure failure) implements Opening {}
  }

  /**
   * People that are left out; Patients who are one person are one.
   *
   * @param people all people of the record
   * @param optedOut of whom so many opted out
   * @param unasked and so many others have no NHS number, or one that cannot be looked up
   */
  public record LeftOut(long people, long optedOut, long unasked) {}

  /**
   * Reads the record.
   *
   * @param resources the whole record; asked for each type of resource once
   */
  public static Opening open(
      ViewResources resources, ViewReader reader, CourseModel model, EngineLimits limits) {
    try {
      var database = Database.open(limits);
      var tables =
          new ReleaseTables(
              database, new RecordTables(reader, limits, FOLDER.views(reader)), model);
      var opened = false;
      try {
        var failure = tables.record.views(database, resources, new HashMap<>());
        opened = failure.isEmpty();
        return opened ? new Opening.Opened(tables) : new Opening.Failed(failure.get());
      } finally {
        if (!opened) {
          database.close();
        }
      }
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  /** Gives every logical id and business identifier of what is recorded of people. */
  public void identifiers(Consumer<String> ids, Consumer<String> identifiers) {
    try {
      database.read(
          FOLDER.query("record_id"),
          row -> {
            ids.accept(row.getString(1));
            Optional.ofNullable(row.getString(2)).ifPresent(identifiers);
          });
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  /**
   * Takes people with all that is recorded of them out of the tables: those who opted out by any of
   * their NHS numbers, and those of whom that cannot be asked by every number they have or who have
   * none now. Patients who are one person go together.
   *
   * @param optedOut by NHS number, ten digits
   */
  public LeftOut leaveOut(Predicate<String> optedOut) {
    try {
      var asked = asked(optedOut);
      database.execute("create table left_out (patient varchar(64))");
      database.execute("create table person (patient varchar(64), nhs_number varchar(10))");
      try (var other = database.another();
          var out = other.unwrap(DuckDBConnection.class).createAppender("left_out");
          var in = other.unwrap(DuckDBConnection.class).createAppender("person")) {
        for (var patient : asked.patients()) {
          var number = asked.staying(patient);
          var to = number.isEmpty() ? out : in;
          to.beginRow();
          to.append(patient);
          if (number.isPresent()) {
            to.append(number.get());
          }
          to.endRow();
        }
      }
      for (var statement : FOLDER.query("leave_out").split(";\\s*")) {
        database.execute(statement);
      }
      var counts = asked.counts();
      return new LeftOut(counts.people(), counts.optedOut(), counts.unasked());
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  private AskedPeople asked(Predicate<String> optedOut) throws SQLException {
    var asked = new AskedPeople(optedOut);
    database.read(
        FOLDER.query("patient_number"),
        row -> {
          var patient = row.getString(1);
          asked.patient(patient, Optional.ofNullable(row.getString(3)));
          if (row.getBoolean(4)) {
            asked.number(patient, Optional.ofNullable(row.getString(2)));
          }
        });
    database.read(
        FOLDER.query("patient_link"), row -> asked.link(row.getString(1), row.getString(2)));
    return asked;
  }

  /**
   * Makes what belongs to the period, after people were left out.
   *
   * @param measures to be counted
   */
  public List<CountedRow> period(SubmissionOrder order, List<MeasureQuery> measures) {
    try {
      record.period(database, order, LocalKeyRegister.none());
      return counted(order, measures);
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  /**
   * Says which courses of the period have rows from now on.
   *
   * @param code {@code RECEIVED} or {@code DISCHARGED}
   */
  public void population(String code) {
    try {
      for (var table : List.of("release_population", "release_course", "release_region")) {
        database.execute("drop table if exists " + table);
      }
      database.execute("create table release_population (population varchar(20))");
      database.execute("insert into release_population values ('" + code + "')");
      for (var step : FOLDER.steps()) {
        database.execute(step);
      }
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  private List<CountedRow> counted(SubmissionOrder order, List<MeasureQuery> measures)
      throws SQLException {
    if (measures.isEmpty()) {
      new CourseFactTable(model).fill(database, order.facts().end());
      return List.of();
    }
    return new MeasureCounts(model).of(database, order, measures).rows();
  }

  /**
   * Gives what rows are made of, in no order.
   *
   * @param query {@code referral_row}, {@code contact_row} or {@code score_row}
   */
  public void rows(String query, Consumer<ReleaseRow> taker) {
    try {
      database.read(FOLDER.query(query), row -> taker.accept(new ReleaseRow(row)));
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  /** A place to sort rows in, beside the tables. */
  public SortedRows sorter(int width) {
    return new SortedRows(database, "sorted_" + ++sorted, width);
  }

  /** Views and SQL that rows are made with, as shipped, by name of the file. */
  public static SortedMap<String, String> definitions() {
    var texts = FOLDER.texts(QUERIES);
    FOLDER.viewTexts().forEach(texts::put);
    return texts;
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }
}
