package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.Http;
import parley.server.OperatorCommand;
import parley.server.RunningGateway;
import parley.server.lifecycle.WaitingUpkeep;
import parley.server.view.RecordSelection;

/** A service that was written straight into a store is the one that comes by the front door. */
class IntoStoreTest {

  private static final SynthOrder ORDER =
      new SynthOrder(
          150,
          11,
          9,
          LocalDate.of(2021, 4, 1),
          LocalDate.of(2022, 3, 31),
          LocalDate.of(2022, 6, 30),
          0.2);

  /** One of the nine, whose referrals are posted to a gateway as well. */
  private static final int POSTED = 7;

  private static final String OF =
      " in (select r.res_id from hfj_resource r where r.res_type || '/' || r.fhir_id = any(?))";

  private static Path data;
  private static RunningGateway loaded;
  private static List<MadeReferral> posted;

  @BeforeAll
  static void loadAndPost() throws InterruptedException {
    data = RunningGateway.temporary();
    var truth = data.resolve("truth");
    assertThat(synth("--out", truth.toString())).startsWith("0 Stored: ");
    assertThat(truth.resolve("truth.csv")).exists();
    assertThat(synth()).startsWith("2 ").contains("the store holds records");
    loaded = RunningGateway.start(data, Map.of());
    var maker = new ReferralMaker(ORDER, MadeOrders.CALIBRATION, MadeOrders.SCALES);
    posted =
        IntStream.range(0, ORDER.referrals())
            .mapToObj(maker::referral)
            .filter(referral -> referral.service().number() == POSTED)
            .toList();
    var front = RunningGateway.shared();
    post(front, ServiceRecords.of(new MadeService(POSTED)));
    for (var referral : posted) {
      new ReferralRecords(referral, MadeOrders.SCALES)
          .stages()
          .forEach(stage -> post(front, stage));
    }
  }

  @AfterAll
  static void close() {
    if (loaded != null) {
      loaded.close();
    }
  }

  /** Exit code and what was said. */
  private static String synth(String... more) throws InterruptedException {
    var words =
        ("synth --into-store --referrals %d --seed %d --services %d --from %s --to %s --as-of %s"
                + " --errors %s")
            .formatted(
                ORDER.referrals(),
                ORDER.seed(),
                ORDER.services(),
                ORDER.from(),
                ORDER.to(),
                ORDER.asOf(),
                ORDER.errors());
    var all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of(more));
    var result =
        OperatorCommand.on(data)
            .here((out, err) -> new SynthCommand(out, out).run(all.toArray(String[]::new)));
    return result.code() + " " + result.output();
  }

  private static void post(RunningGateway gateway, List<Resource> resources) {
    var bundle = json().encodeResourceToString(BundleFiles.transaction(resources));
    var answer = new Http(gateway).postJson("/fhir", bundle);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static IParser json() {
    return StoreSynthesis.context().newJsonParser();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2021-07", "2021-11", "2022-02", "2022-05"})
  void theSubmissionIsTheSame(String month) {
    var provider = new MadeService(POSTED).code();
    var here = BuiltMonth.of(loaded.bean(DataSource.class), RecordSelection.all(), provider, month);
    var there =
        BuiltMonth.of(
            RunningGateway.shared().bean(DataSource.class), RecordSelection.all(), provider, month);
    assertThat(here.rows("IDS101")).isNotEmpty();
    assertThat(here.tables()).isEqualTo(there.tables());
    assertThat(here.measures()).isEqualTo(there.measures());
  }

  /** Courses and referrals take more from the life cycle, and scores get their LOINC code. */
  @Test
  void textsAndProfilesAreThoseThatHapiKeeps() {
    same(
        "select r.res_type, r.fhir_id, r.hash_sha256, v.res_text_vc, v.res_encoding, r.has_tags,"
            + " r.res_type_id, r.res_version, r.sp_index_status, d.tag_code, d.tag_type"
            + " from hfj_resource r"
            + " join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver"
            + " left join hfj_res_tag t on t.res_id = r.res_id"
            + " left join hfj_tag_def d on d.tag_id = t.tag_id where r.res_id"
            + OF,
        names().stream()
            .filter(name -> !name.matches("(EpisodeOfCare|ServiceRequest|Observation)/.*"))
            .toList());
  }

  @Test
  void referencesAreThoseThatHapiMakes() {
    same(
        "select s.res_type, s.fhir_id, l.src_path, l.source_resource_type, l.src_res_type_id,"
            + " l.target_resource_type, l.target_res_type_id, t.fhir_id from hfj_res_link l"
            + " join hfj_resource s on s.res_id = l.src_resource_id"
            + " join hfj_resource t on t.res_id = l.target_resource_id"
            + " where l.src_resource_id"
            + OF,
        names());
  }

  @Test
  void searchParametersThatAreFilledAreThoseThatHapiMakes() {
    same(
        "select r.fhir_id, k.res_type, k.sp_name, k.sp_system, k.sp_value, k.hash_identity,"
            + " k.hash_sys, k.hash_value, k.hash_sys_and_value, k.sp_missing"
            + " from hfj_spidx_token k join hfj_resource r on r.res_id = k.res_id"
            + " where (k.sp_name like 'identifier%' or k.sp_name = 'status'"
            + " and k.res_type in ('EpisodeOfCare', 'ServiceRequest')) and k.res_id"
            + OF,
        names());
    same(
        "select r.fhir_id, k.res_type, k.sp_name, k.hash_identity, k.sp_value_low, k.sp_value_high,"
            + " k.sp_value_low_date_ordinal, k.sp_value_high_date_ordinal, k.sp_missing"
            + " from hfj_spidx_date k join hfj_resource r on r.res_id = k.res_id"
            + " where (k.sp_name = 'birthdate' or k.sp_name = 'date'"
            + " and k.res_type in ('EpisodeOfCare', 'Encounter', 'Observation')) and k.res_id"
            + OF,
        names());
    same(
        "select system, value, patient_id from person_identifier where 'Patient/' || patient_id"
            + " = any(?)",
        names());
  }

  private static List<String> names() {
    var records = new ArrayList<>(ServiceRecords.of(new MadeService(POSTED)));
    posted.forEach(it -> records.addAll(new ReferralRecords(it, MadeOrders.SCALES).asTheyStand()));
    return records.stream().map(IntoStoreTest::name).toList();
  }

  private static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdElement().getIdPart();
  }

  private static void same(String sql, List<String> names) {
    var here = rows(loaded.jdbc(), sql, names);
    assertThat(here).isNotEmpty().isEqualTo(rows(RunningGateway.shared().jdbc(), sql, names));
  }

  private static List<String> rows(JdbcTemplate jdbc, String sql, List<String> names) {
    return jdbc.queryForList(sql, (Object) names.toArray(String[]::new)).stream()
        .map(row -> row.values().toString())
        .sorted()
        .toList();
  }

  private static MadeReferral seen() {
    return posted.stream().filter(it -> !it.contacts().isEmpty()).findFirst().orElseThrow();
  }

  @Test
  void whatWasLoadedIsReadAndChanged() {
    var http = new Http(loaded);
    var ids = new MadeIds(seen());
    var read = http.get("/fhir/Patient/" + ids.patient());
    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    assertThat(json().parseResource(Patient.class, read.body()).getMeta().getProfile()).hasSize(1);
    var outcome = http.get("/fhir/EpisodeOfCare/" + ids.course() + "/$outcome");
    assertThat(outcome.statusCode()).as(outcome.body()).isEqualTo(200);
    var contact =
        new ReferralRecords(seen(), MadeOrders.SCALES)
            .asTheyStand().stream()
                .filter(it -> it.fhirType().equals("Encounter"))
                .findFirst()
                .orElseThrow();
    var again = http.putJson("/fhir/" + name(contact), json().encodeResourceToString(contact));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.headers().firstValue("ETag")).contains("W/\"1\"");
    var created = http.postJson("/fhir/Patient", "{\"resourceType\":\"Patient\"}");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @Test
  void whatWasLoadedIsFoundByTheSearchesThatTheDocumentationNames() {
    var ids = new MadeIds(seen());
    var patient = "patient=Patient/" + ids.patient();
    var contact = seen().contacts().get(0);
    var contacts = seen().contacts().size();
    assertThat(total("Encounter?" + patient)).isGreaterThanOrEqualTo(contacts);
    assertThat(total("Encounter?episode-of-care=EpisodeOfCare/" + ids.course()))
        .isEqualTo(contacts);
    assertThat(total("Procedure?encounter=Encounter/" + ids.contact(contact)))
        .isEqualTo(contact.isAttended() ? 1 : 0);
    var number =
        seen().service().system("appointment") + "%7C" + seen().number("C", contact.number());
    assertThat(total("Encounter?identifier=" + number)).isEqualTo(1);
    assertThat(total("EpisodeOfCare?" + patient + "&status=finished,active,planned")).isPositive();
    assertThat(total("EpisodeOfCare?" + patient + "&date=ge2021-04-01")).isPositive();
    assertThat(total("Encounter?" + patient + "&date=le2020-12-31")).isZero();
    // What is not filled finds nothing before it is indexed.
    assertThat(total("Procedure?status=completed")).isZero();
  }

  /** At the end of the load, at the start of the gateway, and what these tests write; no more. */
  @Test
  void onlyOpenCoursesAreNotedForTheWaitingList() throws InterruptedException {
    assertThat(loaded.bean(WaitingUpkeep.class).await(Duration.ofSeconds(60))).isTrue();
    var open = number("count(*) from waiting_course");
    assertThat(open).isPositive();
    assertThat(number("last_value from care_change_id_seq")).isLessThan(2 * open + 30);
    assertThat(number("count(*) from pg_trigger where tgname ~ 'note_care' and tgenabled = 'O'"))
        .isEqualTo(2);
  }

  private static int number(String sql) {
    return loaded.jdbc().queryForObject("select " + sql, Integer.class);
  }

  private static int total(String search) {
    var answer = new Http(loaded).get("/fhir/" + search + "&_summary=count");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json().parseResource(Bundle.class, answer.body()).getTotal();
  }

  /** Months with many courses and with few. */
  @ParameterizedTest
  @ValueSource(strings = {"2021-04", "2021-06", "2021-09", "2021-12", "2022-03", "2022-06"})
  void whatMattersForAMonthIsEnoughForIt(String month) {
    var store = loaded.bean(DataSource.class);
    for (var number = 1; number <= 3; number++) {
      var provider = new MadeService(number).code();
      var whole = BuiltMonth.of(store, RecordSelection.all(), provider, month);
      var pruned = BuiltMonth.of(store, BuiltMonth.selection(month), provider, month);
      assertThat(pruned.tables()).isEqualTo(whole.tables());
      assertThat(pruned.findings()).isEqualTo(whole.findings());
      assertThat(pruned.measures()).isEqualTo(whole.measures());
      assertThat(pruned.resources()).isLessThan(whole.resources());
    }
  }

  @Test
  void theFolderOfTheTruthMayNotBeInUse() throws IOException, InterruptedException {
    var folder = Files.createDirectories(data.resolve("in-use"));
    Files.writeString(folder.resolve("file"), "");
    assertThat(synth("--out", folder.toString())).startsWith("2 ").contains("not an empty folder");
  }
}
