package parley.mappings.selfreferral;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * Somebody in a course of treatment who refers themselves again: the form is kept, and a person
 * decides whether there are two courses.
 */
public final class OpenCourses {

  private OpenCourses() {}

  /** What the sender is told. */
  public static Problem warning() {
    return Problem.warning(
        ProblemCode.STATE_CONFLICT,
        "QuestionnaireResponse",
        "the person has an open course of treatment already; somebody is asked which is to go on",
        "Nothing needs to be sent again; the Task course-conflict names the courses.");
  }

  /**
   * The work it gives.
   *
   * @param response as it is stored: with id, subject and authored
   * @param courses ids of the courses that were open before it, at least one
   */
  public static Task task(QuestionnaireResponse response, List<String> courses) {
    var task = new Task();
    task.setId(RecordIds.of("Task", response.getIdElement().getIdPart(), "course-conflict"));
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(
            new Coding(Systems.codeSystem("task"), "course-conflict", "Decide about a course")));
    task.setDescription(
        "This person referred themselves again while a course of treatment was open. Decide which"
            + " course goes on and end the other");
    task.setFor(response.getSubject().copy());
    task.setFocus(new Reference("EpisodeOfCare/" + courses.get(0)));
    for (var course : courses) {
      task.addInput()
          .setValue(new Reference("EpisodeOfCare/" + course))
          .getType()
          .setText("Course that was open");
    }
    return task;
  }
}
