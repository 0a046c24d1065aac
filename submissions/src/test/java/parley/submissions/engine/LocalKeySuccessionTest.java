package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewReader;

/** A key that was sent stays with the true thing: past a correction, and beside other providers. */
class LocalKeySuccessionTest {

  private static final String DIGEST = "[0-9A-F]{20}";

  /** Resources by type and id. */
  private final Map<String, String> record = new LinkedHashMap<>();

  private final KeptKeys register = new KeptKeys();

  @Test
  void theCourseThatFollowsOneEnteredInErrorHasTheKeyOfTheirReferral() throws SQLException {
    referral("r", "REF-1");
    course("one", "r", "active", "RZ9");
    assertThat(courses("RZ9")).containsEntry("one", "REF-1");
    course("one", "r", "entered-in-error", "RZ9");
    course("two", "r", "active", "RZ9");
    assertThat(courses("RZ9")).isEqualTo(Map.of("two", "REF-1"));

    // Whatever becomes of the first, and of the second.
    course("one", "r", "active", "RZ9");
    var revived = courses("RZ9");
    assertThat(revived).containsEntry("two", "REF-1");
    assertThat(revived.get("one")).matches(DIGEST);
    assertThat(courses("RZ9")).isEqualTo(revived);
    record.remove("EpisodeOfCare/one");
    assertThat(courses("RZ9")).isEqualTo(Map.of("two", "REF-1"));
    course("two", "r", "entered-in-error", "RZ9");
    course("three", "r", "active", "RZ9");
    assertThat(courses("RZ9")).isEqualTo(Map.of("three", "REF-1"));
  }

  @Test
  void ofTwoThatFollowNeitherHasItNorOneOfAnotherReferralOrThatWasSentItself() throws SQLException {
    referral("r", "REF-1");
    referral("another", "REF-1");
    course("one", "r", "active", "RZ9");
    courses("RZ9");
    course("sent", "r", "active", "RZ9");
    var sent = courses("RZ9").get("sent");
    course("one", "r", "entered-in-error", "RZ9");
    course("other", "another", "active", "RZ9");
    var after = courses("RZ9");
    assertThat(after).containsEntry("sent", sent);
    assertThat(after.values()).doesNotContain("REF-1").doesNotHaveDuplicates();

    referral("s", "REF-2");
    course("first", "s", "active", "RZ9");
    courses("RZ9");
    course("first", "s", "entered-in-error", "RZ9");
    course("second", "s", "active", "RZ9");
    course("third", "s", "active", "RZ9");
    assertThat(courses("RZ9")).doesNotContainValue("REF-2");
  }

  /** What was never sent leaves nothing, and takes nothing from the true thing either. */
  @Test
  void whatIsEnteredInErrorClaimsNothing() throws SQLException {
    referral("r", "REF-1");
    course("one", "r", "entered-in-error", "RZ9");
    course("two", "r", "active", "RZ9");
    assertThat(courses("RZ9")).isEqualTo(Map.of("two", "REF-1"));
    contact("wrong", "two", "entered-in-error", "K-1");
    contact("right", "two", "finished", "K-1");
    assertThat(keys("RZ9", "Encounter", Map.of())).isEqualTo(Map.of("right", "K-1"));
  }

  @Test
  void twoProvidersThatNumberAlikeEachHaveTheirNumbers() throws SQLException {
    referral("r", "123");
    referral("s", "123");
    course("of-rz9", "r", "active", "RZ9");
    course("of-rx1", "s", "active", "RX1");
    assertThat(courses("RZ9")).isEqualTo(Map.of("of-rz9", "123"));
    assertThat(courses("RX1")).isEqualTo(Map.of("of-rx1", "123"));
    assertThat(keys("RZ9", "Patient", Map.of())).isEqualTo(Map.of("p-r", "L-123"));
    assertThat(keys("RX1", "Patient", Map.of())).isEqualTo(Map.of("p-s", "L-123"));
    assertThat(courses("RZ9")).isEqualTo(Map.of("of-rz9", "123"));
  }

  @Test
  void aKeyOfBeforeProvidersWereToldApartIsGivenToNobodyElse() throws SQLException {
    register.keep(List.of(new LocalKey("", "EpisodeOfCare", "old", "123", "")));
    referral("r", "123");
    referral("s", "other");
    course("new", "r", "active", "RZ9");
    course("old", "s", "active", "RZ9");
    var made = courses("RZ9");
    assertThat(made).containsEntry("old", "123");
    assertThat(made.get("new")).matches(DIGEST);
    course("another", "r", "active", "RX1");
    assertThat(courses("RX1").get("another")).matches(DIGEST);
  }

  /** RZ9 takes RX1 and RX2 over: what both gave is nobody's, what RZ9 gave stays. */
  @Test
  void keysOfProvidersThatBecameOneStayUnlessTwoAreAlike() throws SQLException {
    for (var number : new String[] {"1", "2"}) {
      for (var provider : new String[] {"RX1", "RX2"}) {
        referral(provider + number, number);
        course(provider + "-" + number, provider + number, "active", provider);
      }
    }
    referral("a", "1");
    course("RZ9-1", "a", "active", "RZ9");
    referral("b", "3");
    course("RX1-3", "b", "active", "RX1");
    courses("RX1");
    courses("RX2");
    courses("RZ9");
    var merged = keys("RZ9", "EpisodeOfCare", Map.of("RX1", "RZ9", "RX2", "RZ9"));
    assertThat(merged).hasSize(6).containsEntry("RZ9-1", "1").containsEntry("RX1-3", "3");
    assertThat(merged.values()).doesNotHaveDuplicates().doesNotContain("2");
    assertThat(keys("RZ9", "EpisodeOfCare", Map.of("RX1", "RZ9", "RX2", "RZ9"))).isEqualTo(merged);
  }

  private Map<String, String> courses(String provider) throws SQLException {
    return keys(provider, "EpisodeOfCare", Map.of());
  }

  /** The keys of a file of October, which are kept as a build keeps them. */
  private Map<String, String> keys(String provider, String kind, Map<String, String> succession)
      throws SQLException {
    var facts = October.facts(provider);
    var keys = new HashMap<String, String>();
    try (var database = Database.open(EngineLimits.IN_MEMORY)) {
      var failure =
          new RecordTables(new ViewReader(), EngineLimits.IN_MEMORY)
              .load(
                  database,
                  type ->
                      record.entrySet().stream()
                          .filter(one -> one.getKey().startsWith(type + "/"))
                          .map(one -> ResourceText.of(one.getValue())),
                  new SubmissionOrder(facts, "PARLEY", succession),
                  new HashMap<>(),
                  register);
      assertThat(failure).isEmpty();
      LocalKeys.keep(database, register);
      database.read(
          "select k.key, k.local_key from local_key k where k.kind = '"
              + kind
              + "' and (k.key in (select c.course from course_in_period c)"
              + " or k.key in (select c.patient from course_in_period c)"
              + " or k.key in (select t.key from contact_in_period t))",
          row -> keys.put(row.getString(1), row.getString(2)));
    }
    return keys;
  }

  /** A referral, and its person with a number of their own. */
  private void referral(String id, String number) {
    put(
        "Patient",
        "p-" + id,
        "\"identifier\":[{\"type\":{\"coding\":[{\"code\":\"MR\"}]},\"value\":\"L-%s\"}]"
            .formatted(number));
    put(
        "ServiceRequest",
        id,
        "\"identifier\":[{\"value\":\"%s\"}],\"subject\":{\"reference\":\"Patient/p-%s\"}"
            .formatted(number, id));
  }

  private void course(String id, String referral, String status, String provider) {
    put(
        "EpisodeOfCare",
        id,
        """
        "status":"%s","patient":{"reference":"Patient/p-%s"},"managingOrganization":{"identifier":
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"%s"}},
        "period":{"start":"2026-09-01"},"referralRequest":[{"reference":"ServiceRequest/%s"}]"""
            .formatted(status, referral, provider, referral));
  }

  private void contact(String id, String course, String status, String number) {
    put(
        "Encounter",
        id,
        """
        "status":"%s","identifier":[{"value":"%s"}],"episodeOfCare":[{"reference":
        "EpisodeOfCare/%s"}],"period":{"start":"2026-10-05"},"extension":[{"url":
        "https://parley.example/fhir/StructureDefinition/attendance","valueCodeableConcept":
        {"coding":[{"code":"5"}]}}]"""
            .formatted(status, number, course));
  }

  private void put(String type, String id, String content) {
    record.put(
        type + "/" + id, "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, content));
  }
}
