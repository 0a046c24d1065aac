package parley.server.lifecycle;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.lifecycle.EnglishDay;
import parley.mappings.lifecycle.Transitions;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Given;
import parley.submissions.course.CourseModel;
import parley.submissions.waiting.Wait;
import parley.submissions.waiting.WaitingStandard;

/** {@code EpisodeOfCare/$waiting-times}; docs/lifecycle.md describes it. */
public final class WaitingOperations implements FhirProvider {

  private final WaitingCourses courses;
  private final CourseModel model;
  private final Clock clock;

  WaitingOperations(WaitingCourses courses, CourseModel model, Clock clock) {
    this.courses = courses;
    this.model = model;
    this.clock = clock;
  }

  /**
   * Where a course stands, what may follow, and how long its person waits or waited.
   *
   * @return the facts as Parameters; 404 when there is no such EpisodeOfCare, or its period cannot
   *     be read; 400 for a parameter, because it has none
   */
  @Operation(name = "$waiting-times", typeName = "EpisodeOfCare", idempotent = true)
  public Parameters waitingTimes(@IdParam IdType id, RequestDetails request) {
    Given.of(request, Set.of());
    var course =
        courses.course(id.getIdPart()).orElseThrow(() -> new ResourceNotFoundException(id));
    var today = EnglishDay.of(clock.instant());
    var times = course.times(model, today);
    var answer = new Parameters();
    answer.addParameter("episode", new Reference("EpisodeOfCare/" + course.episode()));
    answer.addParameter("as-of", new DateType(today.toString()));
    answer.addParameter("state", course.standing().state().coding());
    course.standing().step().ifPresent(step -> answer.addParameter("step", step.coding()));
    answer.addParameter("paused", new BooleanType(course.standing().paused()));
    Transitions.next(course.standing()).forEach(next -> answer.addParameter("next", next.coding()));
    answer.addParameter("received", new DateType(course.course().received().toString()));
    times.first().ifPresent(wait -> answer.addParameter(part(wait)));
    times.second().ifPresent(wait -> answer.addParameter(part(wait)));
    return answer;
  }

  private static ParametersParameterComponent part(Wait wait) {
    var part = new ParametersParameterComponent().setName(wait.until().code());
    part.addPart().setName("from").setValue(new DateType(wait.from().toString()));
    part.addPart().setName("waits").setValue(new BooleanType(wait.goesOn()));
    part.addPart().setName("days").setValue(new IntegerType(wait.days()));
    part.addPart().setName("clock-days").setValue(new IntegerType(wait.clockDays()));
    for (var standard : WaitingStandard.values()) {
      if (standard.until() == wait.until()) {
        var judged = part.addPart().setName("standard");
        judged.addPart().setName("code").setValue(new CodeType(standard.code()));
        judged.addPart().setName("days").setValue(new IntegerType(standard.days()));
        judged
            .addPart()
            .setName("breached")
            .setValue(new BooleanType(standard.isBreached(wait.days())));
        judged
            .addPart()
            .setName("breached-by-clock")
            .setValue(new BooleanType(standard.isBreached(wait.clockDays())));
      }
    }
    return part;
  }
}
