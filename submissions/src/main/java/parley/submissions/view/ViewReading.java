package parley.submissions.view;

import java.util.List;

/** What came of reading a ViewDefinition. */
public sealed interface ViewReading {

  /**
   * A view that can be run.
   *
   * @param notes what is allowed and looks wrong all the same
   */
  record Read(View view, List<ViewProblem> notes) implements ViewReading {
    public Read {
      notes = List.copyOf(notes);
    }
  }

  /** Every problem that was found; at least one. */
  record Refused(List<ViewProblem> problems) implements ViewReading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
