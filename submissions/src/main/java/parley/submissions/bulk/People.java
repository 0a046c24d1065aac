package parley.submissions.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.submissions.person.AskedPeople;
import parley.submissions.release.OptOuts;
import parley.submissions.view.ViewResources;
import parley.terminology.Systems;

/**
 * Whose records may leave: people with an NHS number, none of whose numbers is of somebody who
 * opted out. Of whom nobody can be asked, nothing leaves.
 */
final class People {

  private static final Pattern PATIENT =
      Pattern.compile("(?:.*/)?Patient/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?");

  private final AskedPeople asked;

  private People(AskedPeople asked) {
    this.asked = asked;
  }

  static People of(ViewResources record, OptOuts.Current optOuts) {
    var asked = new AskedPeople(optOuts.optedOut());
    try (var patients = record.ofType("Patient")) {
      patients.forEach(
          text ->
              RecordReader.read(text)
                  .filter(it -> it.path("resourceType").asText().equals("Patient"))
                  .ifPresent(patient -> take(patient, asked)));
    }
    return new People(asked);
  }

  private static void take(JsonNode patient, AskedPeople asked) {
    var id = patient.path("id").asText();
    var current = Optional.<String>empty();
    for (var identifier : patient.path("identifier")) {
      if (isNhsNumber(identifier)) {
        asked.number(id, value(identifier));
        if (current.isEmpty() && !identifier.path("use").asText().equals("old")) {
          current = value(identifier);
        }
      }
    }
    asked.patient(id, current);
    for (var link : patient.path("link")) {
      var other = link.path("other");
      if (isNhsNumber(other.path("identifier"))) {
        asked.number(id, value(other.path("identifier")));
      }
      var reference = PATIENT.matcher(other.path("reference").asText());
      if (reference.matches()) {
        asked.link(id, reference.group(1));
      }
    }
  }

  private static boolean isNhsNumber(JsonNode identifier) {
    return identifier.path("system").asText().equals(Systems.NHS_NUMBER);
  }

  private static Optional<String> value(JsonNode identifier) {
    return Optional.of(identifier.path("value").asText()).filter(it -> !it.isBlank());
  }

  /** Whether a Patient's records may leave. */
  boolean mayLeave(String patientId) {
    return asked.staying(patientId).isPresent();
  }

  /** Whether, of the Patients who are one person, it is this one that leaves. */
  boolean standsFor(String patientId) {
    return asked.standsFor(patientId);
  }

  /** Their NHS number, by which they are one person in all products of an agreement. */
  String nhsNumber(String patientId) {
    return asked
        .staying(patientId)
        .orElseThrow(() -> new IllegalArgumentException("nothing of this person leaves"));
  }
}
