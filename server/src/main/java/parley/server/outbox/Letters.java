package parley.server.outbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.outbound.Answer;
import parley.mappings.outbound.Answer.LetterKind;
import parley.mappings.outbound.Answer.Section;
import parley.server.outbox.Referrers.Referrer;
import parley.server.settings.AnswerSettings.Kind;
import parley.server.store.CurrentRecords;
import parley.server.store.FollowingRecords;
import parley.server.store.HeldCourses;
import parley.terminology.England;
import parley.terminology.Systems;

/** Answers that tell of care, which leave only with the person's consent. */
final class Letters {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final Referrers referrers;
  private final Consents consents;
  private final CurrentRecords records;
  private final FollowingRecords writes;
  private final AttendedContacts contacts;
  private final DischargeText discharge;
  private final Clock clock;

  Letters(
      Referrers referrers,
      Consents consents,
      CurrentRecords records,
      FollowingRecords writes,
      DischargeText discharge,
      Clock clock) {
    this.referrers = referrers;
    this.consents = consents;
    this.records = records;
    this.writes = writes;
    this.contacts = new AttendedContacts(records);
    this.discharge = discharge;
    this.clock = clock;
  }

  /**
   * A booking, told to who sent the referral that it is based on, itself or by its course.
   *
   * @param message journal row of the message that booked; who sent it knows of it
   */
  void booked(Answer.Booked booked, Optional<Long> message) {
    var appointment = booked.appointment();
    var referral = named(appointment.getBasedOn(), "ServiceRequest");
    var course =
        appointment.getExtensionsByUrl(Systems.EXT_EPISODE_OF_CARE).stream()
            .map(it -> it.getValue())
            .filter(Reference.class::isInstance)
            .map(Reference.class::cast)
            .toList();
    var person =
        appointment.getParticipant().stream()
            .map(it -> it.getActor())
            .flatMap(it -> named(List.of(it), "Patient").stream())
            .findFirst();
    var id = appointment.getIdElement();
    referral
        .or(() -> referralOf(course))
        .flatMap(it -> referrers.wanting(it, Kind.BOOKING))
        .filter(to -> message.filter(it -> referrers.sent(to, it)).isEmpty())
        .filter(to -> person.filter(it -> consents.given(it, to.wishes())).isPresent())
        .ifPresent(
            to ->
                referrers.put(
                    to,
                    booked,
                    clock.instant(),
                    "booking",
                    id.getIdPart(),
                    booked.what().name(),
                    String.valueOf(id.getVersionIdPart())));
  }

  /**
   * The first contact of a course that somebody came to, or one they were not seen in.
   *
   * @param message journal row of the message that told it; who sent it knows of it
   */
  void met(Attended attended, Encounter contact, Optional<Long> message) {
    var kind = kind(attended);
    var wish = kind == LetterKind.FIRST_CONTACT ? Kind.FIRST_CONTACT : Kind.NOT_ATTENDED;
    var cause = kind == LetterKind.FIRST_CONTACT ? "first" : contact.getIdElement().getIdPart();
    var person = named(List.of(contact.getSubject()), "Patient");
    referralOf(contact.getEpisodeOfCare())
        .flatMap(it -> referrers.wanting(it, wish))
        .filter(to -> message.filter(it -> referrers.sent(to, it)).isEmpty())
        .filter(to -> kind != LetterKind.FIRST_CONTACT || contacts.isFirst(contact))
        .ifPresent(
            to -> {
              var start = contact.getPeriod().getStartElement();
              var on = start.hasValue() ? " of " + day(start.getValue().toInstant()) : "";
              var text = "The person " + did(attended) + on + ".";
              send(to, kind, person, Optional.of(start), List.of(text), cause);
            });
  }

  private static LetterKind kind(Attended attended) {
    return switch (attended) {
      case CAME -> LetterKind.FIRST_CONTACT;
      case STAYED_AWAY -> LetterKind.NOT_ATTENDED;
      case TOO_LATE -> LetterKind.NOT_SEEN;
    };
  }

  private static String did(Attended attended) {
    return switch (attended) {
      case CAME -> "came to the first appointment";
      case STAYED_AWAY -> "did not attend the appointment";
      case TOO_LATE -> "came too late to be seen to the appointment";
    };
  }

  /** Treatment goes on at a higher step. */
  void steppedUp(EpisodeOfCare was, EpisodeOfCare is) {
    if (!"step-2".equals(step(was)) || !"step-3".equals(step(is))) {
      return;
    }
    HeldCourses.referral(is)
        .map(Letters::idPart)
        .flatMap(it -> referrers.wanting(it, Kind.STEP_UP))
        .ifPresent(
            to ->
                send(
                    to,
                    LetterKind.STEP_UP,
                    named(List.of(is.getPatient()), "Patient"),
                    Optional.empty(),
                    List.of("Treatment goes on at step 3 (high intensity)."),
                    "step-3",
                    String.valueOf(is.getIdElement().getVersionIdPart())));
  }

  /** The course has ended: the outcomes as the course model has them. */
  void discharged(Provenance provenance, String referralId, Instant at) {
    var course = named(provenance.getTarget(), "EpisodeOfCare");
    var to = referrers.wanting(referralId, Kind.DISCHARGE);
    if (course.isEmpty() || to.isEmpty()) {
      return;
    }
    writes.flush();
    var episode = records.one(EpisodeOfCare.class, course.get());
    var person = episode.flatMap(it -> named(List.of(it.getPatient()), "Patient"));
    if (person.isEmpty() || !consents.given(person.get(), to.get().wishes())) {
      return;
    }
    var end = episode.get().getPeriod().getEndElement();
    referrers.put(
        to.get(),
        new Answer.Letter(
            LetterKind.DISCHARGE,
            "discharge-" + course.get(),
            Optional.of(end).filter(DateTimeType::hasValue),
            nhsNumber(person.get()),
            discharge.sections(course.get())),
        at,
        "discharge",
        course.get(),
        String.valueOf(at.toEpochMilli()));
  }

  private void send(
      Referrer to,
      LetterKind kind,
      Optional<String> person,
      Optional<DateTimeType> happened,
      List<String> lines,
      String... cause) {
    if (person.isEmpty() || !consents.given(person.get(), to.wishes())) {
      return;
    }
    var id = kind.name().toLowerCase(Locale.ROOT) + '-' + String.join("-", cause);
    referrers.put(
        to,
        new Answer.Letter(
            kind,
            id.replace('_', '-') + '-' + to.origin().referralId(),
            happened.filter(DateTimeType::hasValue),
            nhsNumber(person.get()),
            List.of(new Section(kind.title(), lines))),
        clock.instant(),
        id);
  }

  private String nhsNumber(String person) {
    return records.one(Patient.class, person).stream()
        .flatMap(it -> it.getIdentifier().stream())
        .filter(it -> Systems.NHS_NUMBER.equals(it.getSystem()) && it.hasValue())
        .map(it -> it.getValue())
        .findFirst()
        .orElse("");
  }

  /** The referral of the course that a record names, also one of this transaction. */
  private Optional<String> referralOf(List<Reference> courses) {
    var course = named(courses, "EpisodeOfCare");
    if (course.isEmpty()) {
      return Optional.empty();
    }
    writes.flush();
    return records
        .one(EpisodeOfCare.class, course.get())
        .flatMap(HeldCourses::referral)
        .map(Letters::idPart);
  }

  private static Optional<String> named(List<Reference> references, String type) {
    return references.stream()
        .map(Reference::getReferenceElement)
        .filter(id -> type.equals(id.getResourceType()) && id.hasIdPart())
        .map(id -> id.getIdPart())
        .findFirst();
  }

  private static String idPart(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  private static String step(EpisodeOfCare course) {
    return course.getExtension().stream()
        .filter(it -> Systems.structureDefinition("step").equals(it.getUrl()))
        .map(it -> it.getValue())
        .filter(CodeableConcept.class::isInstance)
        .map(it -> ((CodeableConcept) it).getCodingFirstRep().getCode())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  static String day(Instant at) {
    return DAY.format(LocalDate.ofInstant(at, England.TIME));
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }
}
