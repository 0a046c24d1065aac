package parley.submissions.release;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The words of a text, as the canary scan tells them apart. */
public final class Words {

  private Words() {}

  /** Runs of letters and digits, and the humps of names such as {@code ageAtReferral}. */
  public static Set<String> of(String text) {
    var words = new HashSet<String>();
    for (var run : text.split("[^\\p{L}\\p{N}]+")) {
      if (!run.isEmpty()) {
        words.add(run);
        var humps = List.of(run.split("(?<=[\\p{Ll}])(?=\\p{Lu})"));
        for (int from = 0; from < humps.size(); from++) {
          for (int to = from + 1; to <= humps.size(); to++) {
            words.add(String.join("", humps.subList(from, to)));
          }
        }
      }
    }
    return words;
  }
}
