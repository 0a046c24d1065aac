package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.server.release.MadeReleases.released;
import static parley.server.release.MadeReleases.request;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.RunningGateway;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.Shown;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublishedPeriod;
import parley.submissions.publication.ReleaseKind;

/** The history of publications grows by what was released, in order, and by nothing else. */
class PublicationsTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Publications publications = new Publications(gateway.jdbc(), Map.of());
  private final TransactionTemplate transactions =
      new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));

  @TempDir Path folder;
  private MadeReleases good;

  @BeforeEach
  void settings() throws IOException {
    var key = MadeSettings.secret(folder.resolve("key"), MadeSettings.key());
    good =
        new MadeReleases(
            gateway,
            MadeSettings.settings(
                "",
                folder.resolve("releases"),
                List.of(MadeSettings.inFile(key)),
                new ReleaseSettings.Rights(List.of(MadeReleases.ME), List.of())),
            (record, order, place) -> released(order, place, order.earlier()));
  }

  private static PublicationHistory.Release october(ReleaseKind kind, long count) {
    return october("RZ1", kind, count);
  }

  private static PublicationHistory.Release october(String provider, ReleaseKind kind, long count) {
    var counts = new TreeMap<CellKey, Shown>();
    counts.put(
        new CellKey("M001", "provider|" + provider + "|total|all", "2026-10", kind.code()),
        new Shown.Count(count));
    counts.put(
        new CellKey("M002", "provider|" + provider + "|total|all", "2026-10", kind.code()),
        new Shown.Hidden());
    var period = new PublishedPeriod(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"));
    return new PublicationHistory.Release(period, kind, false, counts);
  }

  /** What is published cannot be taken back; so that other tests have none of it, it never is. */
  private void inNoTransactionThatStays(Runnable work) {
    transactions.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          work.run();
        });
  }

  private long aRelease() {
    return good.made(request(MadeSettings.research("p" + System.nanoTime(), "2099-12-31"), "RZ1"))
        .id();
  }

  @Test
  void itIsReadAsItWasAddedInItsOrder() {
    var id = aRelease();
    var before = publications.of("RZ1");
    inNoTransactionThatStays(
        () -> {
          var primary = before.with(october(ReleaseKind.PRIMARY, 40));
          assertThat(publications.add(id, "RZ1", before, primary)).isTrue();
          var refresh = primary.with(october(ReleaseKind.REFRESH, 45));
          assertThat(publications.add(id, "RZ1", primary, refresh)).isTrue();
          assertThat(publications.of("RZ1")).isEqualTo(refresh);
          assertThat(publications.add(id, "RZ1", refresh, refresh)).isTrue();
          assertThat(publications.of("RZ1")).isEqualTo(refresh);
        });
    assertThat(publications.of("RZ1")).isEqualTo(before);
  }

  /** The people of a provider are the same under the code that it went over into. */
  @Test
  void a22WhatWasPublishedUnderAnOldCodeIsOfTheProviderThatItWentOverInto() {
    var id = aRelease();
    var succeeded = new Publications(gateway.jdbc(), Map.of("RY1", "RY2", "RY2", "RY3"));
    inNoTransactionThatStays(
        () -> {
          var before = succeeded.of("RY3");
          var first = PublicationHistory.NONE.with(october("RY1", ReleaseKind.PRIMARY, 40));
          assertThat(publications.add(id, "RY1", publications.of("RY1"), first)).isTrue();
          assertThat(succeeded.of("RY3"))
              .isEqualTo(before.with(october("RY3", ReleaseKind.PRIMARY, 40)))
              .isEqualTo(succeeded.of("RY1"));
          var late = before.with(october("RY3", ReleaseKind.PRIMARY, 45));
          assertThat(succeeded.add(id, "RY3", before, late)).isFalse();
          assertThat(publications.of("RY3")).isEqualTo(before);
        });
  }

  @Test
  void whatWasMadeWithoutTheLatestIsNotAdded() {
    var id = aRelease();
    var before = publications.of("RZ1");
    inNoTransactionThatStays(
        () -> {
          var first = before.with(october(ReleaseKind.PRIMARY, 40));
          assertThat(publications.add(id, "RZ1", before, first)).isTrue();
          var late = before.with(october(ReleaseKind.PRIMARY, 35));
          assertThat(publications.add(id, "RZ1", before, late)).isFalse();
          assertThat(publications.of("RZ1")).isEqualTo(first);
        });
  }

  @Test
  void aReleaseIsMadeToFitWhatItsOwnProviderPublished() throws IOException {
    var given = new HashMap<String, PublicationHistory>();
    var publishing =
        new MadeReleases(
            gateway,
            good.settings(),
            (record, order, place) -> {
              given.put(order.provider(), order.earlier());
              var now = order.earlier().with(october(order.provider(), ReleaseKind.PRIMARY, 40));
              return released(order, place, now);
            });
    // Providers of no other test, because what is published stays.
    var url = "q" + System.nanoTime();
    publishing.made(request(MadeSettings.research(url, "2099-12-31"), "RZ7"));
    var ofRz7 = publications.of("RZ7");
    assertThat(ofRz7.releases()).isNotEmpty();
    publishing.made(request(MadeSettings.research(url, "2099-12-31"), "RZ8"));
    assertThat(given.get("RZ8")).isEqualTo(PublicationHistory.NONE);
    assertThat(publications.of("RZ7")).isEqualTo(ofRz7);
    assertThat(publications.of("RZ8").releases())
        .containsExactly(october("RZ8", ReleaseKind.PRIMARY, 40));
  }

  @Test
  void aHistoryThatForgotIsAFault() {
    var some = PublicationHistory.NONE.with(october(ReleaseKind.PRIMARY, 40));
    assertThatThrownBy(() -> publications.add(1, "RZ1", some, PublicationHistory.NONE))
        .isInstanceOf(IllegalStateException.class);
  }
}
