package parley.server.careplan;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import parley.mappings.careplan.PlanFollower;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Given;
import parley.terminology.England;

/** {@code CarePlan/$progress} and {@code CarePlan/$document}; docs/care-plans.md describes both. */
public final class PlanOperations implements FhirProvider {

  private final PlanStore store;
  private final PlannedCourses courses;
  private final PlanFollower follower;
  private final PlanSuggestions suggestions;
  private final DocumentContent documents;
  private final Clock clock;

  PlanOperations(PlanStore store, PlannedCourses courses, PlanFollower follower, Clock clock) {
    this.store = store;
    this.courses = courses;
    this.follower = follower;
    this.suggestions = new PlanSuggestions(store);
    this.documents = new DocumentContent(store);
    this.clock = clock;
  }

  /**
   * How far a plan is, worked out anew.
   *
   * @return Parameters; 404 without such a plan, 400 for a {@code date} that is none, 422 when the
   *     plan names no course of treatment that can be read
   */
  @Operation(name = "$progress", typeName = "CarePlan", idempotent = true)
  public Parameters progress(@IdParam IdType id, RequestDetails request) {
    var given = Given.of(request, Set.of("date"));
    var day = given.code("date").map(PlanOperations::day).orElseGet(this::today);
    var plan = plan(id);
    var course = course(plan);
    return ProgressParameters.of(
        plan,
        follower.progress(plan, course.records(), day),
        suggestions.of(plan, course),
        course,
        day);
  }

  /**
   * The plan as a document for another system.
   *
   * @return a Bundle of type document, not stored; 404 and 422 as for {@code $progress}
   */
  @Operation(name = "$document", typeName = "CarePlan", idempotent = true)
  public Bundle document(@IdParam IdType id, RequestDetails request) {
    Given.of(request, Set.of());
    var plan = plan(id);
    var course = course(plan);
    return documents.document(
        plan,
        course,
        follower.progress(plan, course.records(), today()),
        request.getFhirServerBase(),
        clock.instant());
  }

  private CarePlan plan(IdType id) {
    return store
        .find(CarePlan.class, id.getIdPart())
        .orElseThrow(() -> new ResourceNotFoundException("There is no such CarePlan"));
  }

  private PlannedCourse course(CarePlan plan) {
    return PlanFollowing.course(plan)
        .flatMap(courses::course)
        .filter(course -> course.judged().isPresent())
        .orElseThrow(
            () ->
                Refusals.unprocessable(
                    "CarePlan.extension",
                    "the plan names no course of treatment whose dates can be read",
                    "Name an EpisodeOfCare with a period in the extension workflow-episodeOfCare."));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), England.TIME);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidRequestException("date: is a day, such as 2026-11-22");
    }
  }
}
