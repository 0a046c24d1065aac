package parley.server.outbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Reference;
import parley.server.store.CurrentRecords;

/** Which of the contacts that a person came to is the first of its course. */
final class AttendedContacts {

  private final CurrentRecords records;

  AttendedContacts(CurrentRecords records) {
    this.records = records;
  }

  /**
   * Whether nobody was seen in the same course before. Another attended contact of which it is not
   * known when it was may have been earlier; what the transaction wrote has to be in the database.
   */
  boolean isFirst(Encounter contact) {
    var person = contact.getSubject().getReferenceElement();
    if (!person.hasIdPart()) {
      return true;
    }
    var courses = courses(contact);
    var id = contact.getIdElement().getIdPart();
    return records.ofPatient(person.getIdPart(), List.of("Encounter")).stream()
        .map(Encounter.class::cast)
        .filter(other -> !id.equals(other.getIdElement().getIdPart()))
        .filter(other -> Attended.of(other).equals(Optional.of(Attended.CAME)))
        .filter(other -> courses(other).stream().anyMatch(courses::contains))
        .noneMatch(other -> mayBeBefore(other, contact));
  }

  private static boolean mayBeBefore(Encounter other, Encounter contact) {
    var one = other.getPeriod().getStartElement();
    var start = contact.getPeriod().getStartElement();
    return !one.hasValue() || !start.hasValue() || one.getValue().before(start.getValue());
  }

  private static Set<String> courses(Encounter contact) {
    return contact.getEpisodeOfCare().stream()
        .map(Reference::getReferenceElement)
        .filter(id -> "EpisodeOfCare".equals(id.getResourceType()) && id.hasIdPart())
        .map(id -> id.getIdPart())
        .collect(Collectors.toSet());
  }
}
