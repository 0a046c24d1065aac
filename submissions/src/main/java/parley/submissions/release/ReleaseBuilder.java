package parley.submissions.release;

import java.nio.file.Path;
import java.util.List;
import parley.submissions.course.CourseModel;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.terminology.Terminology;

/** Makes releases. One serves a whole process. */
public final class ReleaseBuilder {

  private final ViewReader reader;
  private final CourseModel model;
  private final List<MeasureDefinition> measures;
  private final Terminology terminology;

  /**
   * @param reader of views
   * @param model what the facts of a course are
   * @param measures which figures there are, such as {@code MeasureFolder.packaged()}
   * @param terminology lists of codes, and displays
   */
  public ReleaseBuilder(
      ViewReader reader,
      CourseModel model,
      List<MeasureDefinition> measures,
      Terminology terminology) {
    this.reader = reader;
    this.model = model;
    this.measures = List.copyOf(measures);
    this.terminology = terminology;
  }

  /**
   * Makes a release.
   *
   * @param record the whole record; asked for each type of resource once
   * @param folder where it is to be: not there yet, or empty. It appears whole or not at all
   * @return the release, or every problem of the gate that stopped it
   */
  public ReleaseResult build(ViewResources record, ReleaseOrder order, Path folder) {
    throw new UnsupportedOperationException("being written");
  }
}
