package parley.submissions.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.submissions.release.OptOuts;
import parley.submissions.view.ViewResources;
import parley.terminology.Systems;

/**
 * Whose records may leave: people with an NHS number, none of whose numbers is of somebody who
 * opted out. Of whom nobody can be asked, nothing leaves.
 */
final class People {

  private final Map<String, String> nhsNumbers;

  private People(Map<String, String> nhsNumbers) {
    this.nhsNumbers = nhsNumbers;
  }

  static People of(ViewResources record, OptOuts.Current optOuts) {
    var found = new HashMap<String, String>();
    try (var patients = record.ofType("Patient")) {
      patients.forEach(
          text ->
              RecordReader.read(text)
                  .filter(it -> it.path("resourceType").asText().equals("Patient"))
                  .ifPresent(
                      patient ->
                          number(patient, optOuts)
                              .ifPresent(it -> found.put(patient.path("id").asText(), it))));
    }
    return new People(found);
  }

  private static Optional<String> number(JsonNode patient, OptOuts.Current optOuts) {
    var numbers = new ArrayList<String>();
    for (var identifier : patient.path("identifier")) {
      if (identifier.path("system").asText().equals(Systems.NHS_NUMBER)) {
        numbers.add(identifier.path("value").asText().replace(" ", ""));
      }
    }
    var clear =
        !numbers.isEmpty()
            && numbers.stream().allMatch(it -> it.matches("[0-9]{10}"))
            && numbers.stream().noneMatch(optOuts.optedOut());
    return clear ? Optional.of(numbers.get(0)) : Optional.empty();
  }

  /** Whether a Patient's records may leave. */
  boolean mayLeave(String patientId) {
    return nhsNumbers.containsKey(patientId);
  }

  /** Their NHS number, by which they are one person in all products of an agreement. */
  String nhsNumber(String patientId) {
    return Optional.ofNullable(nhsNumbers.get(patientId))
        .orElseThrow(() -> new IllegalArgumentException("nothing of this person leaves"));
  }
}
