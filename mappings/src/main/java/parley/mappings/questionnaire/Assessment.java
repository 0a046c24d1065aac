package parley.mappings.questionnaire;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.Problem;

/** What comes of a QuestionnaireResponse. */
public sealed interface Assessment {

  /**
   * The response is completed or amended and right.
   *
   * @param scores the scores, ready to be stored; their ids depend on the response and the item
   *     alone, so an amended response writes over what it scored before
   * @param withdrawn scores that this response could give and does not, with status {@code
   *     entered-in-error}: to be written where one is stored, never created
   * @param alerts what a person has to look at; to be created where it is not stored, never changed
   * @param notScored the scores that the instrument's rule does not allow, and why
   * @param warnings problems that do not stop the response
   */
  record Scored(
      List<Observation> scores,
      List<Observation> withdrawn,
      List<Alert> alerts,
      List<NotScored> notScored,
      List<Problem> warnings)
      implements Assessment {
    public Scored {
      scores = List.copyOf(scores);
      withdrawn = List.copyOf(withdrawn);
      alerts = List.copyOf(alerts);
      notScored = List.copyOf(notScored);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The response is in progress or was stopped: it is right as far as it goes and gives no score.
   *
   * @param alerts what a person has to look at all the same
   * @param warnings problems that do not stop the response
   */
  record Unfinished(List<Alert> alerts, List<Problem> warnings) implements Assessment {
    public Unfinished {
      alerts = List.copyOf(alerts);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The response was entered in error. Flags and tasks that it raised stay for a person to end.
   *
   * @param scores every score it can have given, with status {@code entered-in-error}: to be
   *     written where one is stored, never created
   */
  record Withdrawn(List<Observation> scores) implements Assessment {
    public Withdrawn {
      scores = List.copyOf(scores);
    }
  }

  /**
   * The response is wrong; nothing is to be stored.
   *
   * @param problems all of them, at least one of which stops the response
   */
  record Refused(List<Problem> problems) implements Assessment {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.stream().noneMatch(Problem::stops)) {
        throw new IllegalArgumentException("a refusal needs a problem that stops the response");
      }
    }
  }

  /**
   * An answer for a clinician to review. Only a person ends either resource.
   *
   * @param flag for the patient, category safety
   * @param task the review
   * @param higher {@code Flag/id} of the alerts for higher answers on the same occasion: where one
   *     is stored, this answer is nothing new
   */
  record Alert(Flag flag, Task task, Set<String> higher) {
    public Alert {
      higher = Set.copyOf(higher);
    }
  }

  /**
   * A score that there is not.
   *
   * @param linkId item of the score
   * @param missing linkIds of the items that have no answer and should
   */
  record NotScored(String linkId, List<String> missing) {
    public NotScored {
      missing = List.copyOf(missing);
    }
  }
}
