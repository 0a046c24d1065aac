package parley.server.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.RunningGateway;
import parley.server.work.Ordering;
import parley.submissions.agreement.Grain;
import parley.submissions.engine.EngineLimits;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;
import parley.submissions.product.ProductManifest;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.ReleaseKind;
import parley.submissions.release.OptOuts;
import parley.submissions.release.ReleaseManifest;
import parley.submissions.release.ReleaseOrder;
import parley.submissions.release.ReleaseResult;
import parley.submissions.release.RowFacts;

/** Releases over the database of a gateway, with a builder that does what a test says. */
final class MadeReleases {

  static final String ME = "ME";
  static final YearMonth OCTOBER = YearMonth.parse("2026-10");
  private static final OptOuts LIST =
      new OptOuts.Current(LocalDate.parse("2026-11-20"), number -> false);

  private final ReleaseSettings settings;
  private final ReleaseRows rows;
  private final ReleaseAgreements agreements;
  private final Releases releases;
  private final JdbcTemplate jdbc;

  MadeReleases(RunningGateway gateway, ReleaseSettings settings, ReleaseMaking.Builder builder) {
    var source = gateway.bean(DataSource.class);
    var transactions = new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));
    this.settings = settings;
    this.jdbc = gateway.jdbc();
    this.rows = new ReleaseRows(jdbc);
    this.agreements = new ReleaseAgreements(settings, new AgreementRows(jdbc), Clock.systemUTC());
    this.releases =
        new Releases(
            source,
            rows,
            agreements,
            settings,
            new ReleaseMaking(
                source,
                rows,
                new Publications(jdbc, Map.of()),
                new KeyUses(jdbc),
                new ReleaseKeys(settings, name -> Optional.empty()),
                () -> LIST,
                settings,
                transactions,
                new ReleaseMaking.Tools(
                    builder, () -> EngineLimits.IN_MEMORY, Map.of(), "test", Clock.systemUTC())),
            transactions);
  }

  Releases releases() {
    return releases;
  }

  ReleaseRows rows() {
    return rows;
  }

  ReleaseAgreements agreements() {
    return agreements;
  }

  ReleaseSettings settings() {
    return settings;
  }

  Path folder() {
    return settings.folder();
  }

  static ReleaseRequest request(String agreement, String provider) {
    return new ReleaseRequest(
        new ReleaseRequest.Choice.Given(agreement),
        provider,
        OCTOBER,
        OCTOBER,
        ReleaseKind.PRIMARY,
        false,
        Optional.empty(),
        Optional.empty(),
        ME,
        false);
  }

  /** Orders and makes. */
  ReleaseRow made(ReleaseRequest request) {
    var asked = new AtomicReference<>(releases.order(request));
    // The gateway's own sweep holds the lock of what it looks at.
    Waiting.until(
        () -> {
          if (asked.get() instanceof Ordering.Busy) {
            asked.set(releases.order(request));
          }
          return !(asked.get() instanceof Ordering.Busy);
        });
    var ordering = asked.get();
    return ordering instanceof Ordering.Refused<ReleaseOrdered, ReleaseRow> refused
        ? refused.row()
        : releases.run(
            ((Ordering.Taken<ReleaseOrdered, ReleaseRow>) ordering).work(),
            (type, count, done) -> {});
  }

  /** All files below the folder of releases, hidden ones too. */
  List<String> files() {
    // The lock says who cleans, and holds nothing.
    return below(settings.folder()).stream().filter(file -> !file.equals(".engine/.lock")).toList();
  }

  static List<String> below(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A release of one file, as a builder leaves it. */
  static ReleaseResult released(ReleaseOrder order, Path folder, PublicationHistory history) {
    return released(Product.Pseudonymised.KIND, order, folder, history);
  }

  static <P extends Product> ReleaseResult released(
      P product, ReleaseOrder order, Path folder, PublicationHistory history) {
    return released(product, order, folder, history, "patient_token\r\n");
  }

  static <P extends Product> ReleaseResult released(
      P product, ReleaseOrder order, Path folder, PublicationHistory history, String text) {
    return released(product, order, folder, history, text, 1);
  }

  static <P extends Product> ReleaseResult released(
      P product,
      ReleaseOrder order,
      Path folder,
      PublicationHistory history,
      String text,
      int rows) {
    try {
      Files.createDirectories(folder);
      var name = ProductFile.name(product, "referrals", order.period(), "csv");
      var content = text.getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve(name), content);
      var file = ProductFile.of(product, name, new ByteArrayInputStream(content));
      Files.writeString(
          folder.resolve(ProductFile.name(product, "manifest", order.period(), "json")), "{}");
      var keyId = order.keys().map(ring -> ring.current().id()).orElse("none");
      var risk = new RowFacts.Risk(11, 2, new BigDecimal("0.0909"), new BigDecimal("0.0100"));
      var manifest =
          new ReleaseManifest<>(
              new ProductManifest<>(product, order.agreement().digest(), keyId, List.of(file)),
              order.agreement(),
              order.provider(),
              order.period(),
              "primary",
              LocalDate.parse("2026-11-20"),
              List.of(new RowFacts(Grain.REFERRAL, rows, Optional.of(risk), Optional.empty())),
              Optional.empty(),
              Optional.empty(),
              "",
              "test");
      return new ReleaseResult.Released<>(
          folder, manifest, new ReleaseResult.Tally(12, 1, 2, 9), history, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
