package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.release.MadeReleases.ME;
import static parley.server.release.MadeReleases.released;
import static parley.server.release.MadeReleases.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.server.work.Ordering;
import parley.server.work.WorkQueue;
import parley.submissions.product.Product;
import parley.submissions.release.ReleaseProblem;
import parley.submissions.release.ReleaseResult;

/**
 * What the register, the folder and the log hold of releases that succeed, are refused, fail or are
 * killed. The builder is one that does what the test says; {@link ReleaseTest} has the real one.
 */
class ReleaseMakingTest {

  private static final String VALUE = "9990000018 Zaphod BEEBLEBROX";

  private final ReleaseOffice office = new ReleaseOffice();

  @TempDir Path folder;
  private MadeReleases good;

  @BeforeEach
  void open() throws IOException {
    good = office.open(folder);
  }

  @Test
  void aReleaseIsInItsFolderAndInTheRegister() throws IOException {
    var row = good.made(request(office.agreement(), "RZ1"));
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
        office
            .gateway()
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
    var settings =
        MadeSettings.settings(
            "",
            office.settings().folder(),
            List.of(office.settings().keys().get(0), MadeSettings.inFile(before)),
            "2099-12-31",
            office.settings().rights());
    var linkable =
        office
            .agreement()
            .replace(
                "{\"name\":\"optOut\"",
                "{\"name\":\"linkable\",\"valueBoolean\":true},{\"name\":\"optOut\"");
    assertThat(linkable).contains("linkable");
    var row = office.good(settings).made(request(linkable, "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.RELEASED);
    var old = MadeSettings.overlapping(settings.keys().subList(1, 2), "");
    var oldId = new ReleaseKeys(old, name -> Optional.empty()).ring().orElseThrow().current().id();
    assertThat(
            office
                .gateway()
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
    var row = good.made(request(office.agreement(), "RZ1"));
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
    var wanted = request(office.agreement(), "RZ1");
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
        office.with(
            (record, order, place) -> {
              released(order, place, order.earlier());
              return new ReleaseResult.Refused(
                  List.of(
                      new ReleaseProblem(
                          ReleaseProblem.Code.CANARY, "referrals", "nothing of a person", "mend")));
            });
    var row = refusing.made(request(office.agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).sentence())
        .isEqualTo("CANARY, referrals: nothing of a person; mend");
    assertThat(refusing.files()).isEmpty();
  }

  @Test
  void aFaultOfTheProgramLeavesNothingAndTellsNoValue() {
    var failing =
        office.with(
            (record, order, place) -> {
              released(order, place, order.earlier());
              throw new IllegalStateException(VALUE, new IOException(VALUE));
            });
    try (var logs = new CapturedLogs().listen()) {
      var queue = new WorkQueue<>("release", failing.releases());
      var answer = queue.order(request(office.agreement(), "RZ1"));
      var id = ((WorkQueue.Answer.Queued<ReleaseRow>) answer).id();
      Waiting.until(() -> queue.progress(id).isEmpty());
      var row = failing.rows().one(id).orElseThrow();
      assertThat(row.state()).isEqualTo(ReleaseState.FAILED);
      assertThat(row.reason()).isEqualTo("a fault of the program; its log has it");
      assertThat(logs.text()).contains("IllegalStateException", "release " + id + " failed");
      assertThat(logs.text()).doesNotContain("BEEBLEBROX").doesNotContain("9990000018");
      assertThat(failing.files()).isEmpty();
    }
    assertThat(good.made(request(office.agreement(), "RZ1")).state())
        .isEqualTo(ReleaseState.RELEASED);
  }

  @Test
  void aDiskThatFailsLeavesNothing() {
    var failing =
        office.with(
            (record, order, place) -> {
              throw new UncheckedIOException(new IOException(VALUE));
            });
    var row = failing.made(request(office.agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.FAILED);
    assertThat(row.reason()).contains("cannot be written").doesNotContain("BEEBLEBROX");
    assertThat(failing.files()).isEmpty();
  }

  @Test
  void whatIsOfAnotherKindThanItsAgreementIsNotReleased() {
    var mixing =
        office.with(
            (record, order, place) ->
                released(Product.Anonymous.KIND, order, place, order.earlier()));
    var row = mixing.made(request(office.agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).code()).isEqualTo("FILES");
    assertThat(mixing.files()).isEmpty();
  }

  @Test
  void aKilledReleaseIsCleanedUpAndCanBeRunAgain() throws IOException {
    var request = request(office.agreement(), "RZ1");
    var killed =
        ((Ordering.Taken<ReleaseOrdered, ReleaseRow>) good.releases().order(request)).work();
    assertThat(good.releases().order(request)).isInstanceOf(Ordering.Busy.class);
    good.releases().sweep();
    assertThat(state(killed.id())).isEqualTo(ReleaseState.BUILDING);
    var shelf = new ReleaseFolders.Shelf<>(Product.Pseudonymised.KIND, good.folder());
    good.rows().tell(killed.id(), shelf.place("x"), "", Optional.empty());
    var part = ReleaseFolders.begin(good.folder(), killed.id());
    Files.createDirectories(part.resolveSibling(".release.part"));
    Files.writeString(part.resolveSibling(".release.part").resolve("half"), "half");
    // Its tables hold the record in plain text, and perhaps nobody ever orders another release.
    var tables = good.folder().resolve(".engine/gone/engine-1/tables.duckdb.wal");
    Files.createDirectories(tables.getParent());
    Files.writeString(tables, "the record");
    killed.lock().close();
    // The office.gateway()'s own sweep may be at it, which then has the lock.
    Waiting.until(
        () -> {
          good.releases().sweep();
          return state(killed.id()) == ReleaseState.FAILED;
        });
    assertThat(tables).doesNotExist();
    assertThat(good.files()).isEmpty();
    assertThat(good.made(request).state()).isEqualTo(ReleaseState.RELEASED);
  }

  private ReleaseState state(long id) {
    return good.rows().one(id).orElseThrow().state();
  }

  @Test
  void whatWasReleasedAndNotMovedAnyMoreIsPutIntoItsPlace() throws IOException {
    var row = good.made(request(office.agreement(), "RZ1"));
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
        office.with(
            (record, order, place) -> {
              var id = making.get().rows().building().stream().mapToLong(ReleaseRow::id).max();
              making.get().releases().cancel(id.orElseThrow(), "somebody");
              return released(order, place, order.earlier());
            });
    making.set(cancelled);
    var row = cancelled.made(request(office.agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.CANCELLED);
    assertThat(row.manifest()).isEmpty();
    assertThat(cancelled.files()).isEmpty();
  }
}
