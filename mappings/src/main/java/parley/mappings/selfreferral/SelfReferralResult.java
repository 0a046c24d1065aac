package parley.mappings.selfreferral;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;

/** What comes of a response to the self-referral form. */
public sealed interface SelfReferralResult {

  /**
   * Everything to store, in one transaction and in this order.
   *
   * @param person who referred themselves: one person, the practice they name and their Patient
   * @param response the response as it is kept: with its id, the Patient as subject, answers in the
   *     codes of the form
   * @param record the referral and all that follows from it, each target before what refers to it
   * @param warnings problems that do not stop it, such as a score that is not allowed
   */
  record Mapped(
      RecordBundle person,
      QuestionnaireResponse response,
      RecordBundle record,
      List<Problem> warnings)
      implements SelfReferralResult {

    public Mapped {
      warnings = List.copyOf(warnings);
    }

    /** All of it, to look at as a whole. */
    public RecordBundle whole() {
      var entries = new ArrayList<>(person.entries());
      entries.add(RecordBundle.Write.always(response));
      entries.addAll(record.entries());
      return new RecordBundle(person.people(), entries);
    }
  }

  /**
   * Nothing is to be stored.
   *
   * @param problems all of them, locations as FHIRPath
   */
  record Refused(List<Problem> problems) implements SelfReferralResult {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.stream().noneMatch(Problem::stops)) {
        throw new IllegalArgumentException("a refusal needs a problem that stops the response");
      }
    }
  }
}
