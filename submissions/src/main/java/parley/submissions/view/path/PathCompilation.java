package parley.submissions.view.path;

import java.util.List;

/** What came of compiling an expression. */
public sealed interface PathCompilation {

  /**
   * @param notes what is allowed and looks wrong all the same, such as an element that the type
   *     does not have
   */
  record Compiled(PathExpression expression, List<String> notes) implements PathCompilation {
    public Compiled {
      notes = List.copyOf(notes);
    }
  }

  /**
   * @param problem what is wrong with the expression, as half a sentence
   */
  record Refused(String problem) implements PathCompilation {}
}
