package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/** Attack 27 on people who are two Patients, and what an ADT^A40 leaves of them. */
class JoinedPeopleTest {

  private static final int REFERRALS = 60;
  private static final int WHO = 20;
  private static final String OTHER = "9990300003";

  @TempDir Path folder;
  private int made;

  /** A second Patient of the person, without records, has the number that opted out. */
  @Test
  @Attack(
      value = 27,
      by = "who opted out as another Patient",
      off = "links and shared numbers: Patients apart")
  void a27TheNumberOfThePatientWhoWasReplacedIsAskedFor() {
    var record =
        record(second("old", link("replaced-by", "patient-" + WHO)), link("replaces", "second"));
    var optOuts = new OptOuts.Current(MadeOrders.TODAY.minusDays(1), OTHER::equals);
    var order = MadeOrders.with(MadeOrders.order("evaluation"), optOuts);
    var apart = record(second("old", ""), "");
    Defence.holds("rows of who opted out", rows(record, order), rows(apart, order));
  }

  private long rows(ViewResources record, ReleaseOrder order) {
    assertThat(released(record, order).tally().optedOut()).isEqualTo(1);
    var token = token(order, MadePeople.nhsNumber(WHO));
    return tokens().stream().filter(token::equals).count();
  }

  /** What ADT^A40 leaves: the replaced Patient has an old number alone; rows are the survivor's. */
  @Test
  void recordsOfThePatientWhoWasReplacedHaveThePseudonymOfTheSurvivor() {
    var record = replaced(record(second("usual", ""), link("replaced-by", "second")));
    var order = MadeOrders.order("evaluation");
    assertThat(released(record, order).tally().unasked()).isZero();
    assertThat(tokens()).contains(token(order, OTHER)).doesNotContain("");
  }

  /** What only a replaced number is left of stopped every anonymous release for good. */
  @Test
  void whoHasAReplacedNumberAloneIsLeftOut() {
    var record = replaced(new MadePeople(REFERRALS));
    assertThat(released(record, MadeOrders.order("evaluation")).tally().unasked()).isEqualTo(1);
    assertThat(tokens()).isNotEmpty().doesNotContain("");
  }

  private ReleaseResult.Released<?> released(ViewResources record, ReleaseOrder order) {
    var result = MadeOrders.builder().build(record, order, folder.resolve("r" + ++made));
    assertThat(result).isInstanceOf(ReleaseResult.Released.class);
    return (ReleaseResult.Released<?>) result;
  }

  private List<String> tokens() {
    return ReleasedFolder.column(folder.resolve("r" + made), "referrals", "patientToken");
  }

  private static String token(ReleaseOrder order, String number) {
    return ReleaseKeys.pseudonyms(order)
        .orElseThrow()
        .of(IdentifierKind.PATIENT, TokenValues.patient(number))
        .value();
  }

  /** The made record, whose person has a replaced number. */
  private static ViewResources replaced(ViewResources record) {
    var value = "\"value\":\"" + MadePeople.nhsNumber(WHO) + '"';
    return type ->
        record
            .ofType(type)
            .map(text -> ResourceText.of(text.json().replace(value, "\"use\":\"old\"," + value)));
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
      return type.equals("Patient") ? Stream.concat(all, Stream.of(ResourceText.of(second))) : all;
    };
  }

  private static String link(String type, String to) {
    return "\"link\":[{\"type\":\"%s\",\"other\":{\"reference\":\"Patient/%s\"}}],"
        .formatted(type, to);
  }

  private static String number(String use) {
    return "{\"use\":\"%s\",\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"%s\"}"
        .formatted(use, OTHER);
  }

  private static String second(String use, String link) {
    return "{\"resourceType\":\"Patient\",\"id\":\"second\",%s\"identifier\":[%s],\"gender\":\"female\"}"
        .formatted(link, number(use));
  }
}
