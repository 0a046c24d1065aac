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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** After the course: the report says so, and cannot when the person is left out unread. */
  @ParameterizedTest
  @CsvSource({
    "Appointment, 2019-03-12, 2019-04-12",
    "Procedure, 2019-03-31, 2019-02-12",
    "Encounter, 2019-03-12, 2019-04-12",
    "Observation, 2019-03-12, 2019-02-12"
  })
  void whoeverHasAnythingOfTheMonthIsReadThoughTheCourseWasOverBefore(
      String type, String within, String outside) {
    var here = ended();
    var elsewhere = ended();
    var read = thing(type, here, within);
    var other = thing(type, elsewhere, outside);
    assertThat(read("Patient")).contains(here).doesNotContain(elsewhere);
    assertThat(read("EpisodeOfCare")).contains(here).doesNotContain(elsewhere);
    // Appointments may be of several people, and are all read.
    assertThat(read(type)).contains(read);
    if (!type.equals("Appointment")) {
      assertThat(read(type)).doesNotContain(other);
    }
  }

  private String ended() {
    var person = person();
    stored(
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"finished",
         "patient":{"reference":"Patient/%s"},"period":{"start":"2018-03-04","end":"2018-12-01"}}"""
            .formatted(person, person));
    return person;
  }

  private String thing(String type, String person, String day) {
    var said =
        switch (type) {
          case "Appointment" ->
              """
              "status":"noshow","start":"%1$sT09:00:00Z","end":"%1$sT10:00:00Z",
               "participant":[{"status":"accepted","actor":{"reference":"Practitioner/%3$s"}},
                              {"status":"accepted","actor":{"reference":"Patient/%2$s"}}]""";
          case "Encounter" ->
              """
              "status":"finished","class":{"code":"AMB"},"period":{"start":"%1$sT09:00:00Z"},
               "subject":{"reference":"Patient/%2$s"}""";
          case "Procedure" ->
              """
              "status":"completed","performedPeriod":{"start":"2019-02-01","end":"%1$s"},
               "subject":{"reference":"Patient/%2$s"}""";
          default ->
              """
              "status":"final","code":{"text":"made"},"effectiveDateTime":"%1$s",
               "subject":{"reference":"Patient/%2$s"}""";
        };
    var therapist =
        type.equals("Appointment")
            ? stored("{\"resourceType\":\"Practitioner\",\"id\":\"%s\"}".formatted(random()))
            : "";
    return stored(
        "{\"resourceType\":\"%s\",\"id\":\"%s\",".formatted(type, random())
            + said.formatted(day, person, therapist)
            + '}');
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
