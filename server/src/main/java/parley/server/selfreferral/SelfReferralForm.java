package parley.server.selfreferral;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.reading.Moments;
import parley.mappings.selfreferral.Identity;
import parley.mappings.selfreferral.OpenCourses;
import parley.mappings.selfreferral.SelfReferralResult;
import parley.mappings.selfreferral.SelfReferrals;
import parley.mappings.selfreferral.StatedIdentity;
import parley.server.fhir.Outcomes;
import parley.server.outcome.ResponseForm;
import parley.server.outcome.ScoreNotices;
import parley.server.store.FollowingRecords;
import parley.server.store.People;
import parley.server.store.WholeSearch;

/**
 * Receives self-referrals. A stated NHS number leads to the Patient that holds it if birth date,
 * given name and surname agree; where one differs, or there is no number, the person is somebody
 * new and a Task asks who they are. Nobody is turned away for it, and nobody merged.
 */
final class SelfReferralForm implements ResponseForm {

  private static final List<EpisodeOfCareStatus> OPEN =
      List.of(
          EpisodeOfCareStatus.PLANNED,
          EpisodeOfCareStatus.WAITLIST,
          EpisodeOfCareStatus.ACTIVE,
          EpisodeOfCareStatus.ONHOLD);

  private final SelfReferrals referrals;
  private final DaoRegistry daos;
  private final People people;
  private final FollowingRecords following;
  private final Clock clock;

  SelfReferralForm(
      SelfReferrals referrals,
      DaoRegistry daos,
      People people,
      FollowingRecords following,
      Clock clock) {
    this.referrals = referrals;
    this.daos = daos;
    this.people = people;
    this.following = following;
    this.clock = clock;
  }

  @Override
  public boolean takes(QuestionnaireResponse response) {
    return SelfReferrals.isOne(response);
  }

  @Override
  public MethodOutcome create(QuestionnaireResponse response, RequestDetails request) {
    var now = clock.instant();
    var first = mapped(response, now, Identity.unknown());
    var id = first.response().getIdPart();
    following.lock("QuestionnaireResponse/" + id);
    var before = held(id);
    if (before.isPresent()) {
      ScoreNotices.note(request, id, first.warnings());
      return again(before.get(), first.response());
    }
    var identified = identified(response, now, first);
    var mapped = identified.mapped();
    var cause = "QuestionnaireResponse/" + id;
    following.write(cause, mapped.person().entries());
    var outcome = store(mapped.response(), id, request);
    var open = openCourses(mapped.response());
    following.write(cause, withCandidates(mapped, identified.candidates()));
    ScoreNotices.note(request, id, mapped.warnings());
    if (!open.isEmpty()) {
      var task = OpenCourses.task(mapped.response(), open);
      task.setAuthoredOnElement(Moments.dateTime(now));
      following.write(cause, List.of(Write.ifAbsent(task)));
      ScoreNotices.note(request, id, List.of(OpenCourses.warning()));
    }
    return outcome;
  }

  private SelfReferralResult.Mapped mapped(
      QuestionnaireResponse response, Instant now, Identity identity) {
    var result = referrals.map(response, now, identity);
    if (result instanceof SelfReferralResult.Refused refused) {
      throw new UnprocessableEntityException(
          "The form cannot be taken as a referral", Outcomes.of(refused.problems()));
    }
    return (SelfReferralResult.Mapped) result;
  }

  /** Searched for, because a read that fails would end the transaction. */
  private Optional<QuestionnaireResponse> held(String id) {
    var search = SearchParameterMap.newSynchronous().add("_id", new TokenParam(id));
    return WholeSearch.all(daos, QuestionnaireResponse.class, search).stream().findFirst();
  }

  /** The same again is the one that is held; whose it is has been decided and may have changed. */
  private static MethodOutcome again(QuestionnaireResponse held, QuestionnaireResponse sent) {
    if (!content(held).equalsDeep(content(sent))) {
      throw new ResourceVersionConflictException(
          "QuestionnaireResponse.identifier: a self-referral of this identifier was received with"
              + " other answers. Another one needs an identifier of its own; to correct the one that"
              + " was received, change what came of it");
    }
    var outcome = new MethodOutcome(held.getIdElement(), false);
    outcome.setResource(held);
    return outcome;
  }

  private static QuestionnaireResponse content(QuestionnaireResponse response) {
    var copy = response.copy();
    copy.setId("");
    copy.setMeta(null);
    copy.setSubject(null);
    return copy;
  }

  private record Identified(SelfReferralResult.Mapped mapped, Set<String> candidates) {}

  private Identified identified(
      QuestionnaireResponse response, Instant now, SelfReferralResult.Mapped first) {
    var candidates = new LinkedHashSet<String>();
    var mapped = first;
    var trusted = true;
    var stated = patient(mapped);
    var found = people.find(mapped.person(), held -> StatedIdentity.agrees(stated, held));
    if (found instanceof People.Found.Doubtful doubtful) {
      candidates.addAll(doubtful.candidates());
      trusted = false;
      mapped = mapped(response, now, new Identity(Optional.empty(), false));
      found = people.find(mapped.person());
    }
    if (!(found instanceof People.Found.Known known)) {
      throw new IllegalStateException("an identifier of the form's own leads to one person");
    }
    var person = mapped.person().people().get(0);
    if (!known.patient().equals(person.id())) {
      mapped = mapped(response, now, new Identity(Optional.of(known.patient()), trusted));
    }
    candidates.addAll(people.alike(person, known.patient()));
    return new Identified(mapped, candidates);
  }

  private static Patient patient(SelfReferralResult.Mapped mapped) {
    return mapped.person().entries().stream()
        .filter(Write.class::isInstance)
        .map(entry -> ((Write) entry).resource())
        .filter(Patient.class::isInstance)
        .map(Patient.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Ids of the courses of the person that go on, before this referral makes another. */
  private List<String> openCourses(QuestionnaireResponse response) {
    var states = new TokenOrListParam();
    OPEN.forEach(state -> states.add(new TokenParam(state.getSystem(), state.toCode())));
    var search =
        SearchParameterMap.newSynchronous()
            .add("patient", new ReferenceParam(response.getSubject().getReference()))
            .add("status", states);
    return WholeSearch.all(daos, EpisodeOfCare.class, search).stream()
        .map(course -> course.getIdElement().getIdPart())
        .toList();
  }

  private MethodOutcome store(QuestionnaireResponse response, String id, RequestDetails request) {
    var copy = response.copy();
    copy.setId("");
    copy.setUserData(JpaConstants.RESOURCE_ID_SERVER_ASSIGNED_VALUE, id);
    copy.setUserData(SelfReferralRule.TAKEN, true);
    return daos.getResourceDao(QuestionnaireResponse.class).create(copy, request);
  }

  /** The Task that asks who this is names whom it may be. */
  private static List<Entry> withCandidates(
      SelfReferralResult.Mapped mapped, Set<String> candidates) {
    var entries = new ArrayList<Entry>();
    for (var entry : mapped.record().entries()) {
      if (entry instanceof Write write
          && write.resource() instanceof Task task
          && task.getCode().getCodingFirstRep().getCode().equals("possible-match")) {
        var asked = task.copy();
        candidates.forEach(
            candidate ->
                asked
                    .addInput()
                    .setValue(new Reference("Patient/" + candidate))
                    .getType()
                    .setText("Patient it may be"));
        entries.add(new Write(asked, write.cleared(), write.when(), write.defaults()));
      } else {
        entries.add(entry);
      }
    }
    return entries;
  }
}
