package parley.server.optout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import parley.mappings.person.NhsNumber;
import parley.server.view.RecordSelection;
import parley.server.view.StoredResources;
import parley.terminology.Systems;

/** The NHS numbers of the record. One that fails its check digit would spoil the whole request. */
final class RecordNumbers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource dataSource;

  RecordNumbers(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  Set<String> numbers() {
    var numbers = new TreeSet<String>();
    try (var record = StoredResources.open(dataSource, RecordSelection.all());
        var patients = record.ofType("Patient")) {
      patients.forEach(patient -> add(patient.json(), numbers));
    }
    return numbers;
  }

  private static void add(String patient, Set<String> numbers) {
    try {
      for (var identifier : JSON.readTree(patient).path("identifier")) {
        if (identifier.path("system").asText().equals(Systems.NHS_NUMBER)) {
          NhsNumber.read(identifier.path("value").asText())
              .ifPresent(number -> numbers.add(number.value()));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored Patient is no JSON");
    }
  }
}
