package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/** Attack 27 on people who are two Patients, and what an ADT^A40 leaves of them. */
class JoinedPeopleTest {

  private static final int REFERRALS = 60;
  private static final int WHO = 20;
  private static final String OTHER = "9990300003";

  @TempDir Path folder;

  /**
   * A second Patient of the person, without records, has the number that opted out; or the other
   * way round the second one is clear and the person with the records is named by them.
   */
  @ParameterizedTest
  @CsvSource({"old, replaced-by, true", "old, seealso, false", "usual, replaced-by, false"})
  void a27TheNumberOfThePatientWhoWasReplacedIsAskedFor(String use, String type, boolean both) {
    var second = second(use, OTHER, link(type, "patient-" + WHO));
    var record = record(second, both ? link("replaces", "second") : "");
    assertOut(record, OTHER);
  }

  @Test
  void a27AnotherNumberOfAPatientWithTheSameNumberIsAskedFor() {
    assertOut(
        record(
            second("usual", MadePeople.nhsNumber(WHO), "")
                .replace("}],\"gender\"", "}," + number("old", OTHER) + "],\"gender\""),
            ""),
        OTHER);
  }

  @Test
  void a27RecordsOfThePatientWhoWasReplacedGoWithTheSurvivor() {
    assertOut(record(second("usual", OTHER, ""), link("replaced-by", "second")), OTHER);
  }

  @Test
  void recordsOfThePatientWhoWasReplacedHaveThePseudonymOfTheSurvivor() {
    ViewResources record =
        type ->
            record(second("usual", OTHER, ""), link("replaced-by", "second"))
                .ofType(type)
                .map(
                    text ->
                        ResourceText.of(
                            text.json()
                                .replace(
                                    "\"value\":\"" + MadePeople.nhsNumber(WHO) + '"',
                                    "\"use\":\"old\",\"value\":\""
                                        + MadePeople.nhsNumber(WHO)
                                        + '"')));
    var order = MadeOrders.order("evaluation");
    files(record, order, "a");
    var tokens = ReleasedFolder.column(folder.resolve("a"), "referrals", "patientToken");
    var survivor =
        ReleaseKeys.pseudonyms(order)
            .orElseThrow()
            .of(parley.submissions.pseudonym.IdentifierKind.PATIENT, TokenValues.patient(OTHER));
    assertThat(tokens).contains(survivor.value()).doesNotContain("");
  }

  /** What only a replaced number is left of stopped every anonymous release for good. */
  @Test
  void whoHasAReplacedNumberAloneIsLeftOut() {
    ViewResources record =
        type ->
            new MadePeople(REFERRALS)
                .ofType(type)
                .map(
                    text ->
                        ResourceText.of(
                            text.json()
                                .replace(
                                    "\"value\":\"" + MadePeople.nhsNumber(WHO) + '"',
                                    "\"use\":\"old\",\"value\":\""
                                        + MadePeople.nhsNumber(WHO)
                                        + '"')));
    var order = MadeOrders.order("evaluation");
    assertThat(files(record, order, "a")).isEqualTo(without(order));
  }

  private void assertOut(ViewResources record, String number) {
    var order =
        MadeOrders.with(
            MadeOrders.order("evaluation"),
            new OptOuts.Current(MadeOrders.TODAY.minusDays(1), number::equals));
    assertThat(files(record, order, "a")).isEqualTo(without(order));
    // Who opted out stays when nothing tells that the two are one.
    var apart = MadeOrders.with(order, MadeOrders.nobody());
    assertThat(files(record, apart, "kept")).isNotEqualTo(without(apart));
  }

  private Map<String, String> without(ReleaseOrder order) {
    return files(
        new MadePeople(REFERRALS, java.util.Set.of(WHO)), order, "without" + order.optOuts());
  }

  private Map<String, String> files(ViewResources record, ReleaseOrder order, String name) {
    var place = folder.resolve(Integer.toHexString((name + order.hashCode()).hashCode()));
    if (name.equals("a")) {
      place = folder.resolve(name);
    }
    assertThat(MadeOrders.builder().build(record, order, place))
        .isInstanceOf(ReleaseResult.Released.class);
    SortedMap<String, String> files = ReleasedFolder.files(place);
    return files.entrySet().stream()
        .filter(file -> !file.getKey().contains("manifest"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The made people, one of them with a link, and a second Patient. */
  private static ViewResources record(String second, String link) {
    var people = new MadePeople(REFERRALS);
    var id = "\"id\":\"patient-" + WHO + "\",";
    return type -> {
      var all =
          people
              .ofType(type)
              .map(
                  text ->
                      !type.equals("Patient") || !text.json().contains(id)
                          ? text
                          : ResourceText.of(text.json().replace(id, id + link)));
      return type.equals("Patient")
          ? java.util.stream.Stream.concat(all, java.util.stream.Stream.of(ResourceText.of(second)))
          : all;
    };
  }

  private static String link(String type, String to) {
    return "\"link\":[{\"type\":\"%s\",\"other\":{\"reference\":\"Patient/%s\"}}],"
        .formatted(type, to);
  }

  private static String number(String use, String number) {
    return "{\"use\":\"%s\",\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"%s\"}"
        .formatted(use, number);
  }

  private static String second(String use, String number, String link) {
    return "{\"resourceType\":\"Patient\",\"id\":\"second\",%s\"identifier\":[%s],\"gender\":\"female\"}"
        .formatted(link, number(use, number));
  }
}
