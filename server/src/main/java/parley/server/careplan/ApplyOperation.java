package parley.server.careplan;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import parley.mappings.careplan.PlanApplication;
import parley.mappings.careplan.PlanApplier;
import parley.mappings.careplan.PlanContext;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Given;
import parley.server.fhir.Outcomes;
import parley.terminology.England;

/** {@code PlanDefinition/$apply} of FHIR R4; docs/care-plans.md describes it. */
public final class ApplyOperation implements FhirProvider {

  /** Those of FHIR R4, and two of Parley's own: {@code episode} and {@code therapy}. */
  private static final Set<String> PARAMETERS =
      Set.of(
          "planDefinition",
          "subject",
          "encounter",
          "practitioner",
          "organization",
          "userType",
          "userLanguage",
          "userTaskContext",
          "setting",
          "settingContext",
          "episode",
          "therapy");

  private final PlanApplier applier;
  private final PlanStore store;
  private final PlannedCourses courses;
  private final CourseChoice choice;
  private final Clock clock;

  ApplyOperation(PlanApplier applier, PlanStore store, PlannedCourses courses, Clock clock) {
    this.applier = applier;
    this.store = store;
    this.courses = courses;
    this.choice = new CourseChoice(store);
    this.clock = clock;
  }

  /**
   * The plan for a person.
   *
   * @param id of a stored PlanDefinition; without one the parameter {@code planDefinition} holds it
   * @return a draft, with goals and team contained, that is not stored; 400 for a parameter that is
   *     missing, doubled, of the wrong type or unknown, 404 for an unknown plan, 422 for people and
   *     courses that are not there or not of one person, and for a plan that cannot be applied
   */
  @Operation(
      name = "$apply",
      typeName = "PlanDefinition",
      idempotent = true,
      canonicalUrl = "http://hl7.org/fhir/OperationDefinition/PlanDefinition-apply")
  public CarePlan apply(@IdParam(optional = true) @Nullable IdType id, RequestDetails request) {
    var given = Given.of(request, PARAMETERS);
    var definition = definition(Optional.ofNullable(id), given);
    var subject =
        given
            .reference("subject", "Patient")
            .orElseThrow(
                () -> new InvalidRequestException("subject: is missing; name the Patient"));
    require("subject", Patient.class, subject);
    var encounter =
        given
            .reference("encounter", "Encounter")
            .map(contact -> require("encounter", Encounter.class, contact));
    var episode =
        given
            .reference("episode", "EpisodeOfCare")
            .map(course -> require("episode", EpisodeOfCare.class, course));
    var practitioner = given.reference("practitioner", "Practitioner");
    practitioner.ifPresent(one -> require("practitioner", Practitioner.class, one));
    var organization = given.reference("organization", "Organization");
    organization.ifPresent(one -> require("organization", Organization.class, one));
    var course = choice.of(subject, encounter, episode);
    var planned = courses.course(course.getIdElement().getIdPart()).orElseThrow();
    return applied(
        definition,
        new PlanContext(
            subject,
            new Reference("EpisodeOfCare/" + course.getIdElement().getIdPart()),
            encounter.map(one -> new Reference("Encounter/" + one.getIdElement().getIdPart())),
            practitioner,
            organization,
            given.code("therapy"),
            PlanFacts.of(planned),
            planned.conditions(),
            LocalDate.ofInstant(clock.instant(), England.TIME),
            teams(planned.episode())));
  }

  private List<CareTeam> teams(EpisodeOfCare course) {
    return course.getTeam().stream()
        .filter(Reference::hasReference)
        .flatMap(team -> store.find(CareTeam.class, team).stream())
        .toList();
  }

  private CarePlan applied(PlanDefinition definition, PlanContext context) {
    var application = applier.apply(definition, context);
    if (application instanceof PlanApplication.Refused refused) {
      throw new UnprocessableEntityException(
          "The plan cannot be applied so", Outcomes.of(refused.problems()));
    }
    return ((PlanApplication.Applied) application).plan();
  }

  private PlanDefinition definition(Optional<IdType> id, Given given) {
    var inline = given.resource("planDefinition", PlanDefinition.class);
    if (id.isPresent() && inline.isPresent()) {
      throw new InvalidRequestException(
          "planDefinition: conflicts with the PlanDefinition that the operation is called on; leave"
              + " it out");
    }
    if (id.isPresent()) {
      return store
          .find(PlanDefinition.class, id.get().getIdPart())
          .orElseThrow(() -> new ResourceNotFoundException("There is no such PlanDefinition"));
    }
    return inline.orElseThrow(
        () ->
            new InvalidRequestException(
                "planDefinition: is missing; send it, or call the operation on a stored one"));
  }

  private <T extends Resource> T require(String name, Class<T> type, Reference reference) {
    return store
        .find(type, reference)
        .orElseThrow(
            () ->
                Refusals.unprocessable(
                    name,
                    "there is no such " + type.getSimpleName(),
                    "Store it first, or name another."));
  }
}
