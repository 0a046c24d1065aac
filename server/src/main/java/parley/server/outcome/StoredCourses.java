package parley.server.outcome;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;
import parley.terminology.Systems;

/** Courses of treatment as the FHIR store holds them. */
public final class StoredCourses implements CourseRecords {

  /** More than a person has; a search that reaches it fails rather than leave something out. */
  private static final int MOST = 20_000;

  private static final Set<EpisodeOfCareStatus> VOID =
      Set.of(EpisodeOfCareStatus.CANCELLED, EpisodeOfCareStatus.ENTEREDINERROR);

  private final DaoRegistry daos;
  private final IHapiTransactionService transactions;

  public StoredCourses(DaoRegistry daos, IHapiTransactionService transactions) {
    this.daos = daos;
    this.transactions = transactions;
  }

  @Override
  public Optional<CourseResources> course(String episodeOfCare) {
    return together(
        () ->
            episode(episodeOfCare)
                .map(
                    episode ->
                        resources(
                            person(episode.getPatient().getReferenceElement().getIdPart()),
                            episode)));
  }

  @Override
  public List<CourseResources> courses(String patient) {
    return together(
        () -> {
          var person = person(patient);
          return person.episodes().stream()
              .sorted(Comparator.comparing(StoredCourses::start).thenComparing(Resource::getIdPart))
              .map(episode -> resources(person, episode))
              .toList();
        });
  }

  private record Person(
      List<EpisodeOfCare> episodes,
      List<Condition> conditions,
      List<Encounter> encounters,
      List<Procedure> procedures,
      List<Observation> scores) {}

  private <T> T together(Supplier<T> reading) {
    return transactions
        .withRequest(new SystemRequestDetails())
        .readOnly()
        .execute(() -> reading.get());
  }

  /** Searched for, because a read that fails would end the whole transaction. */
  private Optional<EpisodeOfCare> episode(String id) {
    var search = new SearchParameterMap().setLoadSynchronousUpTo(1);
    return all(EpisodeOfCare.class, search.add("_id", new TokenParam(id))).stream().findFirst();
  }

  private Person person(String id) {
    return new Person(
        all(EpisodeOfCare.class, of(id)),
        all(Condition.class, of(id)),
        all(Encounter.class, of(id)),
        all(Procedure.class, of(id)),
        all(
            Observation.class,
            of(id).add("category", new TokenParam(Systems.OBSERVATION_CATEGORY, "survey"))));
  }

  private static SearchParameterMap of(String patient) {
    return new SearchParameterMap()
        .setLoadSynchronousUpTo(MOST)
        .add("patient", new ReferenceParam("Patient/" + patient));
  }

  private <T extends Resource> List<T> all(Class<T> type, SearchParameterMap search) {
    var found =
        daos.getResourceDao(type).search(search, new SystemRequestDetails()).getAllResources();
    if (found.size() == MOST) {
      throw new IllegalStateException("more than " + MOST + " resources of one patient");
    }
    return found.stream().map(type::cast).toList();
  }

  private static CourseResources resources(Person person, EpisodeOfCare episode) {
    var encounters =
        person.encounters().stream().filter(one -> names(one.getEpisodeOfCare(), episode)).toList();
    var contacts = encounters.stream().map(Resource::getIdPart).collect(Collectors.toSet());
    return new CourseResources(
        episode,
        person.conditions(),
        encounters,
        person.procedures().stream()
            .filter(one -> isOf(one.getEncounter(), contacts) || names(courses(one), episode))
            .toList(),
        person.scores().stream().filter(one -> belongs(one, episode, contacts, person)).toList());
  }

  /**
   * By its extension; else by its contact; else by its referral, when these lead to a course at
   * all; any other score belongs to the only course there is.
   */
  private static boolean belongs(
      Observation score, EpisodeOfCare episode, Set<String> contacts, Person person) {
    var courses = courses(score);
    if (!courses.isEmpty()) {
      return names(courses, episode);
    }
    if (person.encounters().stream()
        .anyMatch(one -> one.hasEpisodeOfCare() && isOf(score.getEncounter(), one.getIdPart()))) {
      return isOf(score.getEncounter(), contacts);
    }
    if (person.episodes().stream().anyMatch(one -> isBasedOn(score, one))) {
      return isBasedOn(score, episode);
    }
    var valid = person.episodes().stream().filter(one -> !VOID.contains(one.getStatus())).toList();
    return valid.size() == 1 && valid.get(0).getIdPart().equals(episode.getIdPart());
  }

  private static List<Reference> courses(DomainResource resource) {
    return resource.getExtensionsByUrl(Systems.EXT_EPISODE_OF_CARE).stream()
        .map(extension -> extension.getValue())
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .toList();
  }

  private static boolean names(List<Reference> references, EpisodeOfCare episode) {
    return references.stream()
        .map(Reference::getReferenceElement)
        .anyMatch(
            id ->
                "EpisodeOfCare".equals(id.getResourceType())
                    && episode.getIdPart().equals(id.getIdPart()));
  }

  private static boolean isBasedOn(Observation score, EpisodeOfCare episode) {
    return score.getBasedOn().stream()
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
