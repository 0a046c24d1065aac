package parley.server.synth;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.server.synth.MadeContact.MadeScore;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/**
 * A course that the generator made: what was meant, what is true of it, and its records for a
 * referral that somebody else has sent.
 */
public final class MadeCourse {

  private final MadeReferral referral;
  private final Scales scales;
  private final CourseTruth truth;

  MadeCourse(MadeReferral referral, Scales scales) {
    this.referral = referral;
    this.scales = scales;
    this.truth = CourseTruth.of(referral, scales);
  }

  /**
   * A record, and what was answered in it.
   *
   * @param resource with its id
   * @param answers points by id of the scale, of an Encounter in which questionnaires were filled
   *     in; else empty
   */
  public record Told(Resource resource, Map<String, Integer> answers) {}

  /** Who was referred. */
  public MadePerson person() {
    return referral.person();
  }

  /** Primary presenting complaint. */
  public Complaint complaint() {
    return referral.complaint();
  }

  /** What is true of it. */
  public CourseTruth truth() {
    return truth;
  }

  /** The service, its site, and those of its staff who saw the person, each before its users. */
  public List<Resource> team() {
    var seenBy =
        referral.contacts().stream()
            .map(it -> CareRecords.staff(referral, it))
            .collect(Collectors.toSet());
    return ServiceRecords.of(referral.service()).stream()
        .filter(it -> !(it instanceof Practitioner) || seenBy.contains(it.getIdPart()))
        .toList();
  }

  /**
   * The records of the course, each after those that it refers to; neither the person nor the
   * referral, which are held, and answers in place of scores. The course is led by who saw the
   * person last.
   */
  public List<Told> told(HeldReferral held) {
    var ids = new MadeIds(referral, Optional.of(held));
    var contacts =
        referral.contacts().stream().collect(Collectors.toMap(ids::contact, contact -> contact));
    var told = new ArrayList<Told>();
    for (var stage : new ReferralRecords(referral, ids, scales).stages()) {
      var afterContacts = new ArrayList<Told>();
      for (var resource : stage) {
        if (isHeldOrScore(resource, held)) {
          continue;
        }
        var contact = Optional.ofNullable(contacts.get(resource.getIdPart()));
        var one = new Told(led(resource), contact.map(MadeCourse::answers).orElseGet(Map::of));
        // What was asked in a contact comes after it.
        (resource instanceof Observation ? afterContacts : told).add(one);
      }
      told.addAll(afterContacts);
    }
    return List.copyOf(told);
  }

  private boolean isHeldOrScore(Resource resource, HeldReferral held) {
    return resource instanceof Patient
        || (resource instanceof ServiceRequest && resource.getIdPart().equals(held.referral()))
        || resource.getMeta().hasProfile(Systems.structureDefinition("score"))
        // Told in the next state.
        || (resource instanceof EpisodeOfCare course
            && course.getStatus() == EpisodeOfCareStatus.PLANNED
            && lead().isPresent());
  }

  private Resource led(Resource resource) {
    if (resource instanceof EpisodeOfCare course) {
      lead().ifPresent(it -> course.setCareManager(new Reference("Practitioner/" + it)));
    }
    return resource;
  }

  private Optional<String> lead() {
    return referral.contacts().stream()
        .filter(it -> it.isAttended() && !it.employmentSupport())
        .reduce((earlier, later) -> later)
        .map(it -> CareRecords.staff(referral, it));
  }

  private static Map<String, Integer> answers(MadeContact contact) {
    var answers = new LinkedHashMap<String, Integer>();
    for (MadeScore score : contact.scores()) {
      answers.put(score.scale(), score.value());
    }
    return answers;
  }

  /** The day of the next appointment, when one is to come. */
  public Optional<LocalDate> toCome() {
    return referral.contacts().stream()
        .filter(MadeContact::isToCome)
        .map(it -> it.at().toLocalDate())
        .findFirst();
  }
}
