package parley.server.practice;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.practice.ContactGivers;
import parley.mappings.practice.PracticeReader;
import parley.mappings.practice.SupervisionSessions;

/**
 * The rows that single resources make (migrations V10 and V17). Each write replaces the rows of its
 * own resource and reads no other, so that no two writers can leave a row that neither of them
 * meant.
 */
final class PracticeRows {

  /** Types that make rows. */
  static final List<String> TYPES =
      List.of(
          "Practitioner",
          "PractitionerRole",
          "EpisodeOfCare",
          "Encounter",
          "Procedure",
          "Appointment");

  private static final Set<EpisodeOfCareStatus> OPEN =
      Set.of(
          EpisodeOfCareStatus.PLANNED,
          EpisodeOfCareStatus.WAITLIST,
          EpisodeOfCareStatus.ACTIVE,
          EpisodeOfCareStatus.ONHOLD);

  private final JdbcTemplate jdbc;

  PracticeRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes the rows of a resource anew; of other types there are none. */
  void write(Resource resource) {
    alone(resource);
    remove(resource);
    if (resource instanceof Procedure procedure) {
      activity(procedure);
    } else if (resource instanceof Encounter encounter) {
      contact(encounter);
    } else if (resource instanceof EpisodeOfCare episode) {
      course(episode);
    } else if (resource instanceof Practitioner practitioner) {
      qualifications(practitioner);
    } else if (resource instanceof PractitionerRole role) {
      post(role);
    } else if (resource instanceof Appointment appointment) {
      session(appointment);
    }
  }

  /**
   * Until the end of the transaction nobody else writes rows of this resource: a second writer
   * would not see the rows of the first to take them away, and would make them again.
   */
  private void alone(Resource resource) {
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> {
          // The lock is all that is wanted of it.
        },
        "practice " + resource.fhirType() + "/" + id(resource));
  }

  /** Takes the rows of a resource away. */
  void remove(Resource resource) {
    var id = id(resource);
    switch (resource.fhirType()) {
      case "Procedure" -> jdbc.update("delete from care_activity where procedure_id = ?", id);
      case "Encounter" -> {
        jdbc.update("delete from care_contact where encounter_id = ?", id);
        jdbc.update("delete from contact_giver where encounter_id = ?", id);
      }
      case "EpisodeOfCare" -> {
        jdbc.update("delete from course_record where course_id = ?", id);
        // No scores of a course stay behind that is closed or deleted.
        jdbc.update("delete from course_summary where course_id = ?", id);
      }
      case "Practitioner" ->
          jdbc.update("delete from practitioner_qualification where practitioner_id = ?", id);
      case "PractitionerRole" -> {
        jdbc.update("delete from practitioner_post where role_id = ?", id);
        jdbc.update("delete from practitioner_supervision where role_id = ?", id);
        jdbc.update("delete from role_holder where role = ?", PracticeReader.ROLE + id);
      }
      case "Appointment" ->
          jdbc.update("delete from supervision_session where appointment_id = ?", id);
      default -> {
        // Other types have no rows.
      }
    }
  }

  private void activity(Procedure procedure) {
    var found = PracticeReader.activity(procedure);
    if (found.isEmpty()) {
      return;
    }
    var activity = found.get();
    var performers = activity.performers().isEmpty() ? List.of("") : activity.performers();
    for (var performer : performers) {
      jdbc.update(
          "insert into care_activity"
              + " (procedure_id, performer, therapy, performers, day, encounter_id)"
              + " values (?, ?, ?, ?, ?, ?)",
          id(procedure),
          performer,
          activity.therapy().orElse(""),
          performers.size(),
          date(activity.day()),
          text(activity.contact()));
    }
  }

  private void contact(Encounter encounter) {
    jdbc.update(
        "insert into care_contact (encounter_id, day, course_id, organisation, withdrawn)"
            + " values (?, ?, ?, ?, ?)",
        id(encounter),
        date(PracticeReader.day(encounter.getPeriod().getStartElement())),
        text(
            encounter.getEpisodeOfCare().stream()
                .flatMap(course -> PracticeReader.id("EpisodeOfCare", course).stream())
                .findFirst()),
        text(organisation(encounter.getServiceProvider())),
        encounter.getStatus() == EncounterStatus.ENTEREDINERROR);
    for (var who : ContactGivers.of(encounter)) {
      jdbc.update(
          "insert into contact_giver (encounter_id, who) values (?, ?)", id(encounter), who);
    }
  }

  private void course(EpisodeOfCare episode) {
    var open = OPEN.contains(episode.getStatus()) && !episode.getPeriod().hasEnd();
    jdbc.update(
        "insert into course_record (course_id, patient_id, care_manager, organisation, open)"
            + " values (?, ?, ?, ?, ?)",
        id(episode),
        text(PracticeReader.id("Patient", episode.getPatient())),
        text(PracticeReader.treating(episode.getCareManager())),
        text(organisation(episode.getManagingOrganization())),
        open);
  }

  private void qualifications(Practitioner practitioner) {
    var all = PracticeReader.qualifications(practitioner);
    for (var i = 0; i < all.size(); i++) {
      var one = all.get(i);
      jdbc.update(
          "insert into practitioner_qualification"
              + " (practitioner_id, position, system, code, in_training, awarded, until)"
              + " values (?, ?, ?, ?, ?, ?, ?)",
          id(practitioner),
          i,
          one.system(),
          one.code(),
          one.inTraining(),
          date(one.awarded()),
          date(one.until()));
    }
  }

  private void post(PractitionerRole role) {
    var practitioner = PracticeReader.id("Practitioner", role.getPractitioner());
    if (practitioner.isEmpty()) {
      return;
    }
    // Whoever treats in the name of a role does so whether or not the role is active still.
    jdbc.update(
        "insert into role_holder (role, practitioner_id) values (?, ?)",
        PracticeReader.ROLE + id(role),
        practitioner.get());
    // A role that is not active is over, since when is not said, nor whether it ever was. One that
    // has ended says so by the end of its period, and its supervision stays on record.
    if (role.hasActive() && !role.getActive()) {
      return;
    }
    jdbc.update(
        "insert into practitioner_post"
            + " (role_id, practitioner_id, organisation, from_day, until_day)"
            + " values (?, ?, ?, ?, ?)",
        id(role),
        practitioner.get(),
        text(organisation(role.getOrganization())),
        date(PracticeReader.earliest(role.getPeriod().getStartElement())),
        date(PracticeReader.latest(role.getPeriod().getEndElement())));
    var supervisions = PracticeReader.supervisions(role);
    for (var i = 0; i < supervisions.size(); i++) {
      var one = supervisions.get(i);
      jdbc.update(
          "insert into practitioner_supervision"
              + " (role_id, position, supervisee, supervisor, from_day, until_day)"
              + " values (?, ?, ?, ?, ?, ?)",
          id(role),
          i,
          practitioner.get(),
          one.supervisor(),
          date(one.from()),
          date(one.until()));
    }
  }

  /** Who took part in a session that took place. */
  private void session(Appointment appointment) {
    var day = PracticeReader.day(appointment.getStartElement());
    if (appointment.getStatus() != AppointmentStatus.FULFILLED
        || day.isEmpty()
        || !SupervisionSessions.isOne(appointment)) {
      return;
    }
    for (var supervisor : SupervisionSessions.present(appointment, "supervisor")) {
      for (var supervisee : SupervisionSessions.present(appointment, "supervisee")) {
        jdbc.update(
            "insert into supervision_session (appointment_id, supervisor, supervisee, day)"
                + " values (?, ?, ?, ?)",
            id(appointment),
            supervisor,
            supervisee,
            date(day));
      }
    }
  }

  private static Optional<String> organisation(Reference reference) {
    return PracticeReader.id("Organization", reference);
  }

  private static String id(Resource resource) {
    return resource.getIdElement().getIdPart();
  }

  private static @Nullable Date date(Optional<LocalDate> day) {
    return day.map(Date::valueOf).orElse(null);
  }

  private static @Nullable String text(Optional<String> text) {
    return text.orElse(null);
  }
}
