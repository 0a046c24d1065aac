package parley.server.outcome;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.server.store.CurrentRecords;
import parley.server.store.NamedCourses;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;
import parley.submissions.record.Finding;
import parley.submissions.record.OnlyOpenCourse;
import parley.submissions.record.PersonCourses;
import parley.terminology.Systems;

/** Courses of treatment as the FHIR store holds them. */
public final class StoredCourses implements CourseRecords {

  /** Every type that a course is read from. */
  public static final Set<String> TYPES =
      Set.of("EpisodeOfCare", "Condition", "Encounter", "Procedure", "Observation", "Appointment");

  private static final Set<EpisodeOfCareStatus> VOID =
      Set.of(EpisodeOfCareStatus.CANCELLED, EpisodeOfCareStatus.ENTEREDINERROR);

  private final CurrentRecords records;

  public StoredCourses(CurrentRecords records) {
    this.records = records;
  }

  @Override
  public Optional<CourseResources> course(String episodeOfCare) {
    return Optional.ofNullable(courses(List.of(episodeOfCare)).get(episodeOfCare));
  }

  @Override
  public Map<String, CourseResources> courses(Collection<String> episodesOfCare) {
    var episodes = records.all(EpisodeOfCare.class, episodesOfCare);
    var all = records.ofPatients(episodes.stream().map(StoredCourses::patient).toList(), TYPES);
    var courses = new LinkedHashMap<String, CourseResources>();
    for (var episode : episodes) {
      courses.put(episode.getIdPart(), resources(person(all.get(patient(episode))), episode));
    }
    return courses;
  }

  private static String patient(EpisodeOfCare episode) {
    return Objects.requireNonNullElse(episode.getPatient().getReferenceElement().getIdPart(), "");
  }

  @Override
  public PersonCourses courses(String patient) {
    var person = person(records.ofPatient(patient, TYPES));
    var courses =
        person.episodes().stream()
            .sorted(Comparator.comparing(StoredCourses::start).thenComparing(Resource::getIdPart))
            .map(episode -> resources(person, episode))
            .toList();
    return new PersonCourses(courses, astray(person, courses));
  }

  /** Scores that are counted for no course of a person who has several. */
  private static List<Finding> astray(Person person, List<CourseResources> courses) {
    if (courses.isEmpty()) {
      return List.of();
    }
    var counted =
        courses.stream()
            .flatMap(course -> course.observations().stream())
            .map(Resource::getIdPart)
            .collect(Collectors.toSet());
    return person.scores().stream()
        .filter(score -> score.getStatus() != ObservationStatus.ENTEREDINERROR)
        .filter(score -> !counted.contains(score.getIdPart()))
        .map(
            score ->
                new Finding(
                    "Observation/" + score.getIdPart() + ".extension(workflow-episodeOfCare)",
                    "the score belongs to no course of this person and counts for none",
                    "Name its course, its contact or its referral, in the response if it came of"
                        + " one."))
        .toList();
  }

  private record Person(
      List<EpisodeOfCare> episodes,
      List<Condition> conditions,
      List<Encounter> encounters,
      List<Procedure> procedures,
      List<Observation> scores,
      List<Appointment> appointments) {}

  private static Person person(List<Resource> all) {
    return new Person(
        of(EpisodeOfCare.class, all),
        of(Condition.class, all),
        of(Encounter.class, all),
        of(Procedure.class, all),
        of(Observation.class, all).stream().filter(StoredCourses::isSurvey).toList(),
        of(Appointment.class, all));
  }

  private static <T extends Resource> List<T> of(Class<T> type, List<Resource> all) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static boolean isSurvey(Observation observation) {
    return observation.getCategory().stream()
        .anyMatch(category -> category.hasCoding(Systems.OBSERVATION_CATEGORY, "survey"));
  }

  private static CourseResources resources(Person person, EpisodeOfCare episode) {
    var encounters =
        person.encounters().stream()
            .filter(one -> NamedCourses.of(one.getEpisodeOfCare()).contains(episode.getIdPart()))
            .toList();
    var contacts = encounters.stream().map(Resource::getIdPart).collect(Collectors.toSet());
    return new CourseResources(
        episode,
        person.conditions(),
        encounters,
        person.procedures().stream()
            .filter(
                one ->
                    isOf(one.getEncounter(), contacts)
                        || NamedCourses.in(one).contains(episode.getIdPart()))
            .toList(),
        person.scores().stream().filter(one -> belongs(one, episode, contacts, person)).toList(),
        person.appointments().stream()
            .filter(one -> isBasedOn(one.getBasedOn(), episode))
            .toList());
  }

  /**
   * By its extension; else by its contact; else by its referral, when these lead to a course at
   * all; any other score belongs to the only course there is, or of several to the only one that
   * was open on its day.
   */
  private static boolean belongs(
      Observation score, EpisodeOfCare episode, Set<String> contacts, Person person) {
    if (score.hasExtension(Systems.EXT_EPISODE_OF_CARE)) {
      return NamedCourses.in(score).contains(episode.getIdPart());
    }
    if (person.encounters().stream()
        .anyMatch(one -> one.hasEpisodeOfCare() && isOf(score.getEncounter(), one.getIdPart()))) {
      return isOf(score.getEncounter(), contacts);
    }
    if (person.episodes().stream().anyMatch(one -> isBasedOn(score.getBasedOn(), one))) {
      return isBasedOn(score.getBasedOn(), episode);
    }
    var valid = person.episodes().stream().filter(one -> !VOID.contains(one.getStatus())).toList();
    var only = valid.size() == 1 ? Optional.of(valid.get(0)) : OnlyOpenCourse.of(score, valid);
    return only.filter(one -> one.getIdPart().equals(episode.getIdPart())).isPresent();
  }

  private static boolean isBasedOn(List<Reference> basedOn, EpisodeOfCare episode) {
    return basedOn.stream()
        .filter(Reference::hasReference)
        .anyMatch(
            request ->
                episode.getReferralRequest().stream()
                    .anyMatch(own -> request.getReference().equals(own.getReference())));
  }

  private static boolean isOf(Reference encounter, String contact) {
    return isOf(encounter, Set.of(contact));
  }

  private static boolean isOf(Reference encounter, Set<String> contacts) {
    return encounter.hasReference()
        && contacts.contains(encounter.getReferenceElement().getIdPart());
  }

  private static String start(EpisodeOfCare episode) {
    var start = episode.getPeriod().getStartElement().getValueAsString();
    return start == null ? "" : start;
  }
}
