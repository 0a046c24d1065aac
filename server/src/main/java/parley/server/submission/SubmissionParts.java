package parley.server.submission;

import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.outbox.JdbcOutbox;
import parley.server.settings.GatewaySettings;
import parley.server.settings.MeshSettings;
import parley.server.settings.OutboxSettings;
import parley.submissions.build.SubmissionBuilder;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.PeriodTables;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.view.ViewReader;
import parley.terminology.scale.Scales;

/** What gateway and command share: everything but who asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SubmissionSettings.class, OutboxSettings.class, MeshSettings.class})
class SubmissionParts {

  @Bean
  RegisterRows registerRows(DataSource dataSource) {
    return new RegisterRows(new JdbcTemplate(dataSource));
  }

  /** Its tables are kept in files beside the packages, which are gone at the end. */
  @Bean
  @Lazy
  SubmissionBuilder submissionBuilder(
      ViewReader reader, Clock clock, SubmissionSettings settings, DataSource dataSource) {
    var version =
        Optional.ofNullable(SubmissionParts.class.getPackage().getImplementationVersion());
    return new SubmissionBuilder(
        new PeriodTables(
            reader, CourseModel.packaged(), EngineLimits.in(Scratch.of(settings.folder()))),
        MeasureFolder.packaged(),
        off -> RuleBook.strict(Scales.packaged(), Registers.none(), off),
        clock,
        version.orElse("(not released)"),
        new LocalKeyRows(dataSource));
  }

  @Bean
  Builds builds(
      DataSource dataSource,
      RegisterRows rows,
      SubmissionSettings settings,
      ObjectProvider<SubmissionBuilder> builder,
      PlatformTransactionManager transactions,
      Clock clock,
      GatewaySettings gateway) {
    return new Builds(
        dataSource,
        rows,
        settings,
        builder::getObject,
        new TransactionTemplate(transactions),
        clock,
        Optional.of(gateway.baseUrl()));
  }

  @Bean
  Register submissionRegister(
      RegisterRows rows,
      SubmissionSettings settings,
      PlatformTransactionManager transactions,
      Outlet outlet) {
    return new Register(rows, settings, new TransactionTemplate(transactions), outlet);
  }

  /** A command only puts into the outbox; the gateway sends when it runs. */
  @Bean
  Outlet submissionOutlet(
      SubmissionSettings settings,
      OutboxSettings declared,
      MeshSettings mesh,
      DataSource dataSource,
      PlatformTransactionManager transactions) {
    var outbox = new JdbcOutbox(new JdbcTemplate(dataSource), transactions);
    return Outlet.of(settings, declared, mesh.used(), outbox);
  }
}
