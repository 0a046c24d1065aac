package parley.server.store;

import java.util.List;
import java.util.Map;
import parley.mappings.Problem;

/** Who the people of a message are. */
sealed interface Resolution {

  /**
   * Everyone is known or new.
   *
   * @param ids provisional Patient id to the Patient's id, for every person of the message
   */
  record Resolved(Map<String, String> ids) implements Resolution {}

  /**
   * A person has to say who is meant.
   *
   * @param problem what does not fit
   * @param candidates ids of the Patients it may be about
   * @param task what a person is asked, a code of {@code CodeSystem/task}
   */
  record Conflict(Problem problem, List<String> candidates, String task) implements Resolution {

    /** Who is meant. */
    Conflict(Problem problem, List<String> candidates) {
      this(problem, candidates, "identity-conflict");
    }
  }
}
