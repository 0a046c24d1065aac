package parley.server.release;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;
import parley.server.optout.OptOutParts;
import parley.server.optout.OptOutSource;
import parley.server.submission.Scratch;
import parley.server.submission.SubmissionSettings;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.release.OptOuts;
import parley.submissions.release.ReleaseBuilder;
import parley.submissions.view.ViewReader;
import parley.terminology.PackagedTerminology;

/** What gateway and command share: everything but who asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubmissionSettings.class)
@Import({ReleaseKeyConfiguration.class, OptOutParts.class})
public class ReleaseParts {

  @Bean
  ReleaseRows releaseRows(DataSource dataSource) {
    return new ReleaseRows(new JdbcTemplate(dataSource));
  }

  @Bean
  KeyUses keyUses(DataSource dataSource) {
    return new KeyUses(new JdbcTemplate(dataSource));
  }

  @Bean
  ReleaseAgreements releaseAgreements(
      ReleaseSettings settings, DataSource dataSource, Clock clock) {
    return new ReleaseAgreements(settings, new AgreementRows(new JdbcTemplate(dataSource)), clock);
  }

  /** With the terminology as it is shipped: a sender's code lists decide nothing that leaves. */
  @Bean
  @Lazy
  ReleaseBuilder releaseBuilder(ViewReader reader) {
    return new ReleaseBuilder(
        reader, CourseModel.packaged(), MeasureFolder.packaged(), PackagedTerminology.packaged());
  }

  /** Without anybody who keeps a list of opt-outs, it is one that never was. */
  @Bean
  ReleaseMaking releaseMaking(
      DataSource dataSource,
      ReleaseRows rows,
      KeyUses uses,
      ReleaseKeys keys,
      ReleaseSettings settings,
      SubmissionSettings submissions,
      ObjectProvider<OptOutSource> optOuts,
      ObjectProvider<ReleaseBuilder> builder,
      PlatformTransactionManager transactions,
      Clock clock) {
    var version = Optional.ofNullable(ReleaseParts.class.getPackage().getImplementationVersion());
    return new ReleaseMaking(
        dataSource,
        rows,
        new Publications(new JdbcTemplate(dataSource), submissions.succession()),
        uses,
        keys,
        () -> optOuts.getIfAvailable(() -> () -> new OptOuts.Stale(Optional.empty())).current(),
        settings,
        new TransactionTemplate(transactions),
        new ReleaseMaking.Tools(
            (record, order, place) -> builder.getObject().build(record, order, place),
            SingletonSupplier.of(() -> EngineLimits.in(Scratch.of(settings.folder()))),
            Map.copyOf(submissions.succession()),
            version.orElse("(not released)"),
            clock));
  }

  @Bean
  Releases releases(
      DataSource dataSource,
      ReleaseRows rows,
      ReleaseAgreements agreements,
      ReleaseSettings settings,
      ReleaseMaking making,
      PlatformTransactionManager transactions) {
    return new Releases(
        dataSource, rows, agreements, settings, making, new TransactionTemplate(transactions));
  }
}
