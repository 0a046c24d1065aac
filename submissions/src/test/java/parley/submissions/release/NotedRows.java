package parley.submissions.release;

import java.util.ArrayList;
import java.util.List;
import parley.submissions.course.CourseModel;
import parley.submissions.disclosure.RowRule;
import parley.submissions.disclosure.RowTable;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.view.ViewReader;
import parley.terminology.PackagedTerminology;

/** Keeps what anonymous rows were before any of them was hidden, and whose each was. */
public final class NotedRows {

  private final List<RowTable> tables = new ArrayList<>();
  private final List<RowRule> rules = new ArrayList<>();

  /** One that makes releases as they always are, and notes their rows. */
  public ReleaseBuilder builder() {
    Gates.Suppression noting =
        (table, rule) -> {
          tables.add(table);
          rules.add(rule);
          return Gates.SHUT.suppression().of(table, rule);
        };
    return new ReleaseBuilder(
        new ViewReader(),
        CourseModel.packaged(),
        MeasureFolder.packaged(),
        PackagedTerminology.packaged(),
        new Gates(noting, Gates.SHUT.check(), Gates.SHUT.scan()));
  }

  /** Of the first release with anonymous rows; each with the NHS number of whose it is. */
  public RowTable table() {
    return tables.get(0);
  }

  /** What those rows had to keep to. */
  public RowRule rule() {
    return rules.get(0);
  }
}
