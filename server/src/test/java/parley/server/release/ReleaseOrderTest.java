package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.server.release.MadeReleases.OCTOBER;
import static parley.server.release.MadeReleases.released;
import static parley.server.release.MadeReleases.request;
import static parley.server.release.MadeSettings.research;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import parley.server.work.Ordering;
import parley.server.work.WorkQueue;
import parley.submissions.product.Product;
import parley.submissions.release.ReleasedRows;

/** What is ordered by whom, by which agreement and after which others, and what stays of it. */
class ReleaseOrderTest {

  private final ReleaseOffice office = new ReleaseOffice();

  @TempDir Path folder;
  private MadeReleases good;

  @BeforeEach
  void open() throws IOException {
    good = office.open(folder);
  }

  @Test
  void nothingIsOrderedWithoutTheRightToItsProduct() {
    var board = MadeSettings.board(office.version());
    var row = good.made(request(board, "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).sentence())
        .startsWith("RIGHT, by: who orders a release of this product is named in")
        .contains("parley.releases.rights.anonymous");
    var registered =
        office
            .gateway()
            .jdbc()
            .queryForObject(
                "select count(*) from release_agreement where url = ? and version = ?",
                Integer.class,
                MadeSettings.BOARD,
                office.version());
    assertThat(registered).isZero();
  }

  /** The builder is told of all anonymous rows that were released, by whatever agreement. */
  @Test
  void anonymousRowsAreHeldAgainstThoseThatWereReleasedBefore() {
    var provider = "R" + Math.abs(office.version().hashCode() % 10_000);
    var told = new AtomicReference<List<ReleasedRows>>(List.of());
    var open =
        office.openly(
            (record, order, place) -> {
              told.set(order.rows());
              return released(Product.Anonymous.KIND, order, place, order.earlier());
            });
    var first = open.made(request(MadeSettings.open("one", office.version()), provider));
    assertThat(first.state()).isEqualTo(ReleaseState.RELEASED);
    assertThat(told.get()).noneMatch(rows -> rows.provider().equals(provider));
    open.made(request(MadeSettings.open("two", office.version()), provider));
    assertThat(told.get())
        .filteredOn(rows -> rows.provider().equals(provider))
        .containsExactly(
            new ReleasedRows(provider, OCTOBER, OCTOBER, first.result().files().get(0).sha256()));
  }

  /** One without a row, from before such were refused, leaves its month to others. */
  @Test
  void aReleaseWithoutARowUsesUpNoMonth() {
    var provider = "R" + Math.abs(office.version().hashCode() % 10_000);
    var told = new AtomicReference<List<ReleasedRows>>(List.of());
    var empty =
        office.openly(
            (record, order, place) ->
                released(Product.Anonymous.KIND, order, place, order.earlier(), "none\r\n", 0));
    var open =
        office.openly(
            (record, order, place) -> {
              told.set(order.rows());
              return released(Product.Anonymous.KIND, order, place, order.earlier());
            });
    var one = empty.made(request(MadeSettings.open("one", office.version()), provider));
    assertThat(one.state()).isEqualTo(ReleaseState.RELEASED);
    var two = open.made(request(MadeSettings.open("two", office.version()), provider));
    assertThat(two.state()).isEqualTo(ReleaseState.RELEASED);
    assertThat(told.get()).noneMatch(rows -> rows.provider().equals(provider));
  }

  /** Two begun at once know nothing of each other; the second to end is not released. */
  @Test
  void otherRowsOfTheMonthThatWereReleasedMeanwhileStopARelease() throws IOException {
    var provider = "R" + Math.abs(office.version().hashCode() % 10_000);
    var within =
        office.openly(
            (record, order, place) ->
                released(Product.Anonymous.KIND, order, place, order.earlier(), "other\r\n"));
    var open =
        office.openly(
            (record, order, place) -> {
              var other =
                  within.made(request(MadeSettings.open("two", office.version()), provider));
              assertThat(other.state()).isEqualTo(ReleaseState.RELEASED);
              return released(Product.Anonymous.KIND, order, place, order.earlier());
            });
    var row = open.made(request(MadeSettings.open("one", office.version()), provider));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).sentence()).startsWith("ROWS").contains("meanwhile");
    assertThat(open.files()).noneMatch(name -> name.contains("-one-"));
  }

  @Test
  void anAgreementIsWhatItWasWhenItWasRegistered() {
    assertThat(good.made(request(office.agreement(), "RZ1")).state())
        .isEqualTo(ReleaseState.RELEASED);
    var row = good.made(request(research(office.version(), "2098-12-31"), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).rule())
        .isEqualTo("an agreement of this url and version is registered with other content");
    var expired = good.made(request(research("old" + office.version(), "2020-12-31"), "RZ1"));
    assertThat(expired.result().faults().get(0).sentence()).contains("expiry", "has not expired");
    var none = good.made(request("{\"resourceType\":\"Patient\"}", "RZ1"));
    assertThat(none.agreement()).isEmpty();
    assertThat(none.result().faults()).isNotEmpty();
  }

  @Test
  void whatIsDoneCannotBeChangedOrRemoved() {
    var row = good.made(request(office.agreement(), "RZ1"));
    for (var statement :
        List.of(
            "update release set ordered_by = 'nobody' where id = " + row.id(),
            "update release set state = 'building' where id = " + row.id(),
            "delete from release where id = " + row.id(),
            "truncate release cascade",
            "update release_audit set who = 'nobody' where release_id = " + row.id(),
            "delete from release_audit where release_id = " + row.id(),
            "truncate release_audit",
            "update release_agreement set content = '' where version = '" + office.version() + "'",
            "delete from release_agreement where version = '" + office.version() + "'",
            "truncate release_publication")) {
      assertThatThrownBy(() -> office.gateway().jdbc().update(statement))
          .as(statement)
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("neither changed nor removed");
    }
    var other =
        ((Ordering.Taken<ReleaseOrdered, ReleaseRow>)
                good.releases().order(request(office.agreement(), "RZ2")))
            .work();
    assertThatThrownBy(
            () ->
                office
                    .gateway()
                    .jdbc()
                    .update("update release set ordered_by = 'nobody' where id = " + other.id()))
        .isInstanceOf(DataAccessException.class);
    good.releases().giveUp(other, "enough");
    assertThat(good.rows().one(other.id()).orElseThrow().state()).isEqualTo(ReleaseState.FAILED);
  }

  @Test
  void agreementsOfAFolderAreReadAnewAndOneFaultStopsNoOther() throws IOException {
    var filed = Files.createDirectories(folder.resolve("agreements"));
    var url = "\"" + MadeSettings.RESEARCH + "\"";
    Files.writeString(filed.resolve("a-bad.json"), "{\"resourceType\":\"Parameters\"," + url);
    Files.writeString(filed.resolve("b-good.json"), office.agreement());
    Files.write(filed.resolve("c-binary.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    var settings =
        MadeSettings.settings(
            filed.toString(),
            office.settings().folder(),
            office.settings().keys(),
            office.settings().rights());
    var named = office.good(settings);
    assertThat(named.agreements().folder())
        .extracting(one -> one.found() instanceof ReleaseAgreements.Found.Holds)
        .containsExactly(false, true, false);
    assertThat(named.agreements().named(MadeSettings.RESEARCH))
        .isInstanceOf(ReleaseAgreements.Found.Holds.class);
    assertThat(named.agreements().named(MadeSettings.RESEARCH + "|other"))
        .isInstanceOf(ReleaseAgreements.Found.Refused.class);
    Files.writeString(
        filed.resolve("d-second.json"), research("second" + office.version(), "2099-12-31"));
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
    Files.writeString(filed.resolve("it.json"), office.agreement());
    var provider = "T" + office.version().substring(office.version().length() - 8);
    var settings =
        new ReleaseSettings(
            filed.toString(),
            office.settings().folder(),
            provider,
            office.settings().keys(),
            office.settings().overlapUntil(),
            new ReleaseSettings.Rights(List.of(), List.of()),
            List.of(new ReleaseSettings.Timed(MadeSettings.RESEARCH, "", 10, 1, "primary")),
            office.settings().look(),
            "strict",
            office.settings().icbs(),
            office.settings().names());
    var timed = office.good(settings);
    var queue = new WorkQueue<>("release", timed.releases());
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
    var settings =
        MadeSettings.settings(
            "",
            office.settings().folder(),
            List.of(),
            new ReleaseSettings.Rights(List.of(), List.of()));
    var none = office.good(settings);
    var row = none.made(request(office.agreement(), "RZ1"));
    assertThat(row.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(row.result().faults().get(0).code()).isEqualTo("SETTINGS");
  }
}
