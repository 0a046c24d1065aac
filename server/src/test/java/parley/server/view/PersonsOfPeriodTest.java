package parley.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;

/** Who is read for a month. */
class PersonsOfPeriodTest {

  private static final RecordSelection MARCH =
      RecordSelection.of(LocalDate.of(2019, 3, 1), LocalDate.of(2019, 3, 31));

  private final RunningGateway gateway = RunningGateway.shared();

  /** Such a course is refused today; it may be there from before. */
  @Test
  void theConditionThatACourseOfTheMonthNamesIsReadWhoeverItIsOf() {
    var treated = person();
    var other = person();
    var bystander = person();
    var named = condition(other);
    var unnamed = condition(bystander);
    stored(
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active",
         "patient":{"reference":"Patient/%s"},"period":{"start":"2019-03-04"},
         "diagnosis":[{"condition":{"reference":"Condition/%s"}}]}"""
            .formatted(treated, treated, named));
    assertThat(read("Patient")).contains(treated, other).doesNotContain(bystander);
    assertThat(read("Condition")).contains(named).doesNotContain(unnamed);
  }

  private List<String> read(String type) {
    try (var record = StoredResources.open(gateway.bean(DataSource.class), MARCH);
        var all = record.ofType(type)) {
      return all.map(one -> one.id().orElseThrow()).toList();
    }
  }

  private String person() {
    return stored("{\"resourceType\":\"Patient\",\"id\":\"%s\"}".formatted(random()));
  }

  private String condition(String patient) {
    return stored(
        """
        {"resourceType":"Condition","id":"%s","code":{"text":"made"},
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(random(), patient));
  }

  private static String random() {
    return UUID.randomUUID().toString();
  }

  @SuppressWarnings("unchecked")
  private String stored(String json) {
    var resource = (Resource) gateway.fhir().newJsonParser().parseResource(json);
    IFhirResourceDao<Resource> dao =
        gateway.bean(DaoRegistry.class).getResourceDao(resource.fhirType());
    var id = resource.getIdElement().getIdPart();
    dao.update(resource, new SystemRequestDetails());
    return id;
  }
}
