package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.server.release.MadeReleases.ME;
import static parley.server.release.MadeReleases.OCTOBER;
import static parley.server.release.MadeReleases.released;
import static parley.server.release.MadeReleases.request;
import static parley.server.release.MadeSettings.research;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import parley.server.RunningGateway;
import parley.submissions.product.Product;
import parley.submissions.release.ReleaseProblem;
import parley.submissions.release.ReleaseResult;
import parley.submissions.release.ReleasedRows;

/**
 * What the register, the folder and the log hold of releases that succeed, are refused, fail or are
 * killed. The builder is one that does what the test says; {@link ReleaseTest} has the real one.
 */
class ReleaseMakingTest {

  private static final String VALUE = "9990000018 Zaphod BEEBLEBROX";

  private final RunningGateway gateway = RunningGateway.shared();

  /** No two tests have a url and version in common: what is registered stays. */
  private final String version = "v" + System.nanoTime();

  @TempDir Path folder;
  private ReleaseSettings settings;
  private MadeReleases good;

  @BeforeEach
  void settings() throws IOException {
    var key = MadeSettings.secret(folder.resolve("key"), MadeSettings.key());
    settings =
        MadeSettings.settings(
            "",
            folder.resolve("releases"),
            List.of(MadeSettings.inFile(key)),
            new ReleaseSettings.Rights(List.of(ME), List.of("SOMEBODY ELSE")));
    good = with((record, order, place) -> released(order, place, order.earlier()));
  }

  private MadeReleases with(ReleaseMaking.Builder builder) {
    return new MadeReleases(gateway, settings, builder);
  }

  private String agreement() {
    return research(version, "2099-12-31");
  }

  @Test
  void aReleaseIsInItsFolderAndInTheRegister() throws IOException {
    var row = good.made(request(agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.RELEASED);
    assertThat(row.product()).isEqualTo("PSEUDONYMISED");
    assertThat(row.orderedBy()).isEqualTo(ME);
    assertThat(row.keyId()).matches("[0-9a-f]{16}");
    assertThat(row.optOutList()).isPresent();
    assertThat(row.manifest()).isPresent();
    assertThat(row.result().rows().get(0).k()).isEqualTo(11);
    assertThat(row.result().tally()).containsEntry("opted-out", 1L);
    assertThat(good.folder().relativize(row.folder()))
        .hasToString("pseudonymised/PSEUDONYMISED-research-RZ1-2026-10-" + row.id());
    assertThat(good.files()).hasSize(2).allMatch(name -> name.contains("/PSEUDONYMISED-"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(row.folder())))
        .isEqualTo("rwx------");
    assertThat(differences(row)).isEmpty();
    var used =
        gateway
            .jdbc()
            .queryForList(
                "select key_id || ' ' || who || ' ' || detail from release_audit"
                    + " where release_id = ? and what = 'key-used'",
                String.class,
                row.id());
    assertThat(used).containsExactly(row.keyId() + " ME release");
  }

  @Test
  void inTheOverlapOfTwoKeysBothUsesAreWrittenDown() throws IOException {
    var before = MadeSettings.secret(folder.resolve("before"), MadeSettings.key());
    settings =
        MadeSettings.settings(
            "",
            settings.folder(),
            List.of(settings.keys().get(0), MadeSettings.inFile(before)),
            "2099-12-31",
            settings.rights());
    var linkable =
        agreement()
            .replace(
                "{\"name\":\"optOut\"",
                "{\"name\":\"linkable\",\"valueBoolean\":true},{\"name\":\"optOut\"");
    assertThat(linkable).contains("linkable");
    var row =
        with((record, order, place) -> released(order, place, order.earlier()))
            .made(request(linkable, "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.RELEASED);
    var old = MadeSettings.overlapping(settings.keys().subList(1, 2), "");
    var oldId = new ReleaseKeys(old, name -> Optional.empty()).ring().orElseThrow().current().id();
    assertThat(
            gateway
                .jdbc()
                .queryForList(
                    "select key_id || ' ' || detail from release_audit where release_id = ?"
                        + " and what = 'key-used' order by id",
                    String.class,
                    row.id()))
        .containsExactly(row.keyId() + " release", oldId + " pairs of a release");
  }

  @Test
  void whatWasChangedAfterwardsIsTold() throws IOException {
    var row = good.made(request(agreement(), "RZ1"));
    var file = row.folder().resolve("PSEUDONYMISED-referrals-2026-10.csv");
    Files.writeString(file, "another\r\n");
    assertThat(differences(row)).containsExactly(file.getFileName() + " is not what was released");
    Files.delete(file);
    Files.writeString(row.folder().resolve("notes.txt"), "");
    assertThat(differences(row))
        .contains(file.getFileName() + " is missing")
        .contains("there are files that are not of its kind of product");
  }

  private static List<String> differences(ReleaseRow row) {
    return ReleaseFolders.differences(
        row.folder(), row.product(), row.result(), row.manifest().orElseThrow());
  }

  @Test
  void aDryRunPassesEveryGateAndKeepsNothing() {
    var wanted = request(agreement(), "RZ1");
    var row =
        good.made(
            new ReleaseRequest(
                wanted.agreement(),
                wanted.provider(),
                wanted.first(),
                wanted.last(),
                wanted.edition(),
                true,
                Optional.empty(),
                Optional.empty(),
                ME,
                false));
    assertThat(row.state()).isEqualTo(ReleaseState.CHECKED);
    assertThat(row.result().files()).hasSize(1);
    assertThat(good.files()).isEmpty();
  }

  @Test
  void aGateThatRefusesLeavesNothingButItsFaults() {
    var refusing =
        with(
            (record, order, place) -> {
              released(order, place, order.earlier());
              return new ReleaseResult.Refused(
                  List.of(
                      new ReleaseProblem(
                          ReleaseProblem.Code.CANARY, "referrals", "nothing of a person", "mend")));
            });
    var row = refusing.made(request(agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).sentence())
        .isEqualTo("CANARY, referrals: nothing of a person; mend");
    assertThat(refusing.files()).isEmpty();
  }

  @Test
  void aFaultOfTheProgramLeavesNothingAndTellsNoValue() {
    var failing =
        with(
            (record, order, place) -> {
              released(order, place, order.earlier());
              throw new IllegalStateException(VALUE, new IOException(VALUE));
            });
    try (var logs = new CapturedLogs().listen()) {
      var queue = new ReleaseQueue(failing.releases());
      var answer = queue.order(request(agreement(), "RZ1"));
      var id = ((ReleaseQueue.Answer.Queued) answer).id();
      Waiting.until(() -> queue.progress(id).isEmpty());
      var row = failing.rows().one(id).orElseThrow();
      assertThat(row.state()).isEqualTo(ReleaseState.FAILED);
      assertThat(row.reason()).isEqualTo("a fault of the program; its log has it");
      assertThat(logs.text()).contains("IllegalStateException", "release " + id + " failed");
      assertThat(logs.text()).doesNotContain("BEEBLEBROX").doesNotContain("9990000018");
      assertThat(failing.files()).isEmpty();
    }
    assertThat(good.made(request(agreement(), "RZ1")).state()).isEqualTo(ReleaseState.RELEASED);
  }

  @Test
  void aDiskThatFailsLeavesNothing() {
    var failing =
        with(
            (record, order, place) -> {
              throw new UncheckedIOException(new IOException(VALUE));
            });
    var row = failing.made(request(agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.FAILED);
    assertThat(row.reason()).contains("cannot be written").doesNotContain("BEEBLEBROX");
    assertThat(failing.files()).isEmpty();
  }

  @Test
  void whatIsOfAnotherKindThanItsAgreementIsNotReleased() {
    var mixing =
        with(
            (record, order, place) ->
                released(Product.Anonymous.KIND, order, place, order.earlier()));
    var row = mixing.made(request(agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).code()).isEqualTo("FILES");
    assertThat(mixing.files()).isEmpty();
  }

  @Test
  void aKilledReleaseIsCleanedUpAndCanBeRunAgain() throws IOException {
    var request = request(agreement(), "RZ1");
    var killed = ((ReleaseOrdering.Taken) good.releases().order(request)).release();
    assertThat(good.releases().order(request)).isInstanceOf(ReleaseOrdering.Busy.class);
    good.releases().sweep();
    assertThat(state(killed.id())).isEqualTo(ReleaseState.BUILDING);
    var shelf = new ReleaseFolders.Shelf<>(Product.Pseudonymised.KIND, good.folder());
    good.rows().tell(killed.id(), shelf.place("x"), "", Optional.empty());
    var part = ReleaseFolders.begin(good.folder(), killed.id());
    Files.createDirectories(part.resolveSibling(".release.part"));
    Files.writeString(part.resolveSibling(".release.part").resolve("half"), "half");
    killed.lock().close();
    // The gateway's own sweep may be at it, which then has the lock.
    Waiting.until(
        () -> {
          good.releases().sweep();
          return state(killed.id()) == ReleaseState.FAILED;
        });
    assertThat(good.files()).isEmpty();
    assertThat(good.made(request).state()).isEqualTo(ReleaseState.RELEASED);
  }

  private ReleaseState state(long id) {
    return good.rows().one(id).orElseThrow().state();
  }

  @Test
  void whatWasReleasedAndNotMovedAnyMoreIsPutIntoItsPlace() throws IOException {
    var row = good.made(request(agreement(), "RZ1"));
    var made = ReleaseFolders.begin(good.folder(), row.id());
    Files.move(row.folder(), made);
    Waiting.until(
        () -> {
          good.releases().sweep();
          return differences(row).isEmpty();
        });
    assertThat(good.files()).hasSize(2);
  }

  @Test
  void aReleaseThatIsNotWantedAnyMoreLeavesNothing() {
    var making = new AtomicReference<MadeReleases>();
    var cancelled =
        with(
            (record, order, place) -> {
              var id = making.get().rows().building().stream().mapToLong(ReleaseRow::id).max();
              making.get().releases().cancel(id.orElseThrow(), "somebody");
              return released(order, place, order.earlier());
            });
    making.set(cancelled);
    var row = cancelled.made(request(agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.CANCELLED);
    assertThat(row.manifest()).isEmpty();
    assertThat(cancelled.files()).isEmpty();
  }

  @Test
  void nothingIsOrderedWithoutTheRightToItsProduct() {
    var board = MadeSettings.board(version);
    var row = good.made(request(board, "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).sentence())
        .startsWith("RIGHT, by: who orders a release of this product is named in")
        .contains("parley.releases.rights.anonymous");
    var registered =
        gateway
            .jdbc()
            .queryForObject(
                "select count(*) from release_agreement where url = ? and version = ?",
                Integer.class,
                MadeSettings.BOARD,
                version);
    assertThat(registered).isZero();
  }

  /** The builder is told of all anonymous rows that were released, by whatever agreement. */
  @Test
  void anonymousRowsAreHeldAgainstThoseThatWereReleasedBefore() {
    var provider = "R" + Math.abs(version.hashCode() % 10_000);
    var told = new AtomicReference<List<ReleasedRows>>(List.of());
    var open =
        openly(
            (record, order, place) -> {
              told.set(order.rows());
              return released(Product.Anonymous.KIND, order, place, order.earlier());
            });
    var first = open.made(request(MadeSettings.open("one", version), provider));
    assertThat(first.state()).isEqualTo(ReleaseState.RELEASED);
    assertThat(told.get()).noneMatch(rows -> rows.provider().equals(provider));
    open.made(request(MadeSettings.open("two", version), provider));
    assertThat(told.get())
        .filteredOn(rows -> rows.provider().equals(provider))
        .containsExactly(
            new ReleasedRows(provider, OCTOBER, OCTOBER, first.result().files().get(0).sha256()));
  }

  /** Two begun at once know nothing of each other; the second to end is not released. */
  @Test
  void otherRowsOfTheMonthThatWereReleasedMeanwhileStopARelease() throws IOException {
    var provider = "R" + Math.abs(version.hashCode() % 10_000);
    var within =
        openly(
            (record, order, place) ->
                released(Product.Anonymous.KIND, order, place, order.earlier(), "other\r\n"));
    var open =
        openly(
            (record, order, place) -> {
              var other = within.made(request(MadeSettings.open("two", version), provider));
              assertThat(other.state()).isEqualTo(ReleaseState.RELEASED);
              return released(Product.Anonymous.KIND, order, place, order.earlier());
            });
    var row = open.made(request(MadeSettings.open("one", version), provider));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).sentence()).startsWith("ROWS").contains("meanwhile");
    assertThat(open.files()).noneMatch(name -> name.contains("-one-"));
  }

  private MadeReleases openly(ReleaseMaking.Builder builder) {
    settings =
        MadeSettings.settings(
            "",
            settings.folder(),
            settings.keys(),
            new ReleaseSettings.Rights(List.of(ME), List.of(ME)));
    return with(builder);
  }

  @Test
  void anAgreementIsWhatItWasWhenItWasRegistered() {
    assertThat(good.made(request(agreement(), "RZ1")).state()).isEqualTo(ReleaseState.RELEASED);
    var row = good.made(request(research(version, "2098-12-31"), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).rule())
        .isEqualTo("an agreement of this url and version is registered with other content");
    var expired = good.made(request(research("old" + version, "2020-12-31"), "RZ1"));
    assertThat(expired.result().faults().get(0).sentence()).contains("expiry", "has not expired");
    var none = good.made(request("{\"resourceType\":\"Patient\"}", "RZ1"));
    assertThat(none.agreement()).isEmpty();
    assertThat(none.result().faults()).isNotEmpty();
  }

  @Test
  void whatIsDoneCannotBeChangedOrRemoved() {
    var row = good.made(request(agreement(), "RZ1"));
    for (var statement :
        List.of(
            "update release set ordered_by = 'nobody' where id = " + row.id(),
            "update release set state = 'building' where id = " + row.id(),
            "delete from release where id = " + row.id(),
            "truncate release cascade",
            "update release_audit set who = 'nobody' where release_id = " + row.id(),
            "delete from release_audit where release_id = " + row.id(),
            "truncate release_audit",
            "update release_agreement set content = '' where version = '" + version + "'",
            "delete from release_agreement where version = '" + version + "'",
            "truncate release_publication")) {
      assertThatThrownBy(() -> gateway.jdbc().update(statement))
          .as(statement)
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("neither changed nor removed");
    }
    var other =
        ((ReleaseOrdering.Taken) good.releases().order(request(agreement(), "RZ2"))).release();
    assertThatThrownBy(
            () ->
                gateway
                    .jdbc()
                    .update("update release set ordered_by = 'nobody' where id = " + other.id()))
        .isInstanceOf(DataAccessException.class);
    good.releases().giveUp(other, "enough");
    assertThat(state(other.id())).isEqualTo(ReleaseState.FAILED);
  }

  @Test
  void agreementsOfAFolderAreReadAnewAndOneFaultStopsNoOther() throws IOException {
    var filed = Files.createDirectories(folder.resolve("agreements"));
    var url = "\"" + MadeSettings.RESEARCH + "\"";
    Files.writeString(filed.resolve("a-bad.json"), "{\"resourceType\":\"Parameters\"," + url);
    Files.writeString(filed.resolve("b-good.json"), agreement());
    Files.write(filed.resolve("c-binary.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    settings =
        MadeSettings.settings(
            filed.toString(), settings.folder(), settings.keys(), settings.rights());
    var named = with((record, order, place) -> released(order, place, order.earlier()));
    assertThat(named.agreements().folder())
        .extracting(one -> one.found() instanceof ReleaseAgreements.Found.Holds)
        .containsExactly(false, true, false);
    assertThat(named.agreements().named(MadeSettings.RESEARCH))
        .isInstanceOf(ReleaseAgreements.Found.Holds.class);
    assertThat(named.agreements().named(MadeSettings.RESEARCH + "|other"))
        .isInstanceOf(ReleaseAgreements.Found.Refused.class);
    Files.writeString(filed.resolve("d-second.json"), research("second" + version, "2099-12-31"));
    var two = (ReleaseAgreements.Found.Refused) named.agreements().named(MadeSettings.RESEARCH);
    assertThat(two.faults().get(0).rule()).contains("several versions");
    Files.delete(filed.resolve("b-good.json"));
    Files.delete(filed.resolve("d-second.json"));
    assertThat(named.agreements().named(MadeSettings.RESEARCH))
        .isInstanceOf(ReleaseAgreements.Found.Refused.class);
  }

  @Test
  void theCalendarOrdersAMonthOnce() throws IOException {
    var filed = Files.createDirectories(folder.resolve("agreements"));
    Files.writeString(filed.resolve("it.json"), agreement());
    var provider = "T" + version.substring(version.length() - 8);
    settings =
        new ReleaseSettings(
            filed.toString(),
            settings.folder(),
            provider,
            settings.keys(),
            settings.overlapUntil(),
            new ReleaseSettings.Rights(List.of(), List.of()),
            List.of(new ReleaseSettings.Timed(MadeSettings.RESEARCH, "", 10, 1, "primary")),
            settings.look(),
            "strict",
            settings.icbs(),
            settings.names());
    var timed = with((record, order, place) -> released(order, place, order.earlier()));
    var queue = new ReleaseQueue(timed.releases());
    var timer = new ReleaseTimer(settings, timed.rows(), queue, Clock.systemUTC());
    timer.look(OCTOBER.plusMonths(1).atDay(9));
    assertThat(mine(timed, provider)).isEmpty();
    timer.look(OCTOBER.plusMonths(1).atDay(10));
    Waiting.until(
        () -> mine(timed, provider).stream().anyMatch(r -> r.state() == ReleaseState.RELEASED));
    timer.look(OCTOBER.plusMonths(1).atDay(11));
    var rows = mine(timed, provider);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).first()).isEqualTo(OCTOBER);
    assertThat(rows.get(0).orderedBy()).isEqualTo("the calendar");
  }

  private static List<ReleaseRow> mine(MadeReleases releases, String provider) {
    return releases.rows().list().stream().filter(r -> r.provider().equals(provider)).toList();
  }

  @Test
  void withNothingConfiguredNothingIsReleased() {
    settings =
        MadeSettings.settings(
            "", settings.folder(), List.of(), new ReleaseSettings.Rights(List.of(), List.of()));
    var none = with((record, order, place) -> released(order, place, order.earlier()));
    var row = none.made(request(agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).code()).isEqualTo("SETTINGS");
  }
}
