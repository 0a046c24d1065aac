package parley.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.batch.BatchAutoConfiguration;
import org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import parley.camelroutes.mesh.OneAttempt;
import parley.server.bars.BarsConfiguration;
import parley.server.calendar.CalendarConfiguration;
import parley.server.careplan.CarePlanConfiguration;
import parley.server.database.DatabaseConfiguration;
import parley.server.demo.DemoCommand;
import parley.server.demo.DemoSettings;
import parley.server.export.ExportConfiguration;
import parley.server.fhir.FhirEndpoint;
import parley.server.fhir.FhirPersistence;
import parley.server.fhir.FhirValidation;
import parley.server.inlets.HttpInlets;
import parley.server.inlets.SpineConfiguration;
import parley.server.lifecycle.LifecycleConfiguration;
import parley.server.mesh.MeshConfiguration;
import parley.server.optout.OptOutCommand;
import parley.server.optout.OptOutConfiguration;
import parley.server.outbox.OutboxConfiguration;
import parley.server.outcome.OutcomeConfiguration;
import parley.server.practice.PracticeConfiguration;
import parley.server.practice.workforce.WorkforceCommand;
import parley.server.reidentify.ReidentifyCommand;
import parley.server.release.ReleaseCommand;
import parley.server.release.ReleaseConfiguration;
import parley.server.retention.RetentionConfiguration;
import parley.server.selfreferral.SelfReferralConfiguration;
import parley.server.settings.GatewaySettings;
import parley.server.settings.InletSettings;
import parley.server.submission.RegisterCommand;
import parley.server.submission.SubmissionConfiguration;
import parley.server.submission.SubmitCommand;
import parley.server.subscription.SubscriptionConfiguration;
import parley.server.synth.SynthCommand;
import parley.server.terminologyload.TerminologyLoadCommand;
import parley.server.view.ViewConfiguration;
import parley.server.worklist.WorklistConfiguration;

/** The gateway process: {@code serve} runs the gateway, {@code demo} plays a day through it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      BatchAutoConfiguration.class,
      DataSourceAutoConfiguration.class,
      ElasticsearchRestClientAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      HibernateJpaAutoConfiguration.class,
      JpaRepositoriesAutoConfiguration.class,
      QuartzAutoConfiguration.class,
      ThymeleafAutoConfiguration.class,
    })
@EnableConfigurationProperties(GatewaySettings.class)
@Import({
  DatabaseConfiguration.class,
  FhirPersistence.class,
  FhirValidation.class,
  FhirEndpoint.class,
  SpineConfiguration.class,
  HttpInlets.class,
  OutcomeConfiguration.class,
  LifecycleConfiguration.class,
  PracticeConfiguration.class,
  WorklistConfiguration.class,
  SelfReferralConfiguration.class,
  CarePlanConfiguration.class,
  ExportConfiguration.class,
  SubscriptionConfiguration.class,
  OutboxConfiguration.class,
  RetentionConfiguration.class,
  MeshConfiguration.class,
  BarsConfiguration.class,
  ViewConfiguration.class,
  SubmissionConfiguration.class,
  OptOutConfiguration.class,
  ReleaseConfiguration.class,
  CalendarConfiguration.class,
})
public class GatewayApplication {

  static {
    OneAttempt.require();
  }

  /**
   * Runs a command.
   *
   * @param args {@code serve} (also without any), {@code demo}, {@code demo --once}, {@code synth},
   *     {@code terminology load FILE}, {@code workforce --as-of DATE}, {@code submit}, {@code
   *     submission}, {@code release}, {@code opt-outs} or {@code reidentify}; further arguments of
   *     the first three are Spring Boot's
   */
  public static void main(String[] args) throws InterruptedException {
    var command = args.length == 0 ? "serve" : args[0];
    switch (command) {
      case "serve" -> start(args);
      case "demo" -> demo(List.of(args).contains("--once"), args);
      case "synth" -> System.exit(new SynthCommand(System.out, System.err).run(args));
      case "terminology" ->
          System.exit(new TerminologyLoadCommand(System.out, System.err).run(args));
      case "workforce" ->
          System.exit(new WorkforceCommand(System.out, System.err, Clock.systemUTC()).run(args));
      case "submit" ->
          System.exit(new SubmitCommand(System.out, System.err, Clock.systemUTC()).run(args));
      case "release" ->
          System.exit(new ReleaseCommand(System.out, System.err, Clock.systemUTC()).run(args));
      case "submission" -> System.exit(new RegisterCommand(System.out, System.err).run(args));
      case "opt-outs" -> System.exit(new OptOutCommand(System.out, System.err).run(args));
      case "reidentify" -> System.exit(new ReidentifyCommand(System.out, System.err).run(args));
      default -> {
        System.err.println(
            "parley: unknown command; the commands are serve, demo [--once], synth, terminology load"
                + " FILE, workforce --as-of DATE, submit, submission, release, opt-outs and"
                + " reidentify");
        System.exit(2);
      }
    }
  }

  private static ConfigurableApplicationContext start(String[] args, String... profiles) {
    var signals = StopSignals.listen();
    var application = new SpringApplication(GatewayApplication.class);
    application.setAdditionalProfiles(profiles);
    application.setRegisterShutdownHook(false);
    application.addListeners(
        (ApplicationListener<ApplicationStartedEvent>)
            event -> signals.started(event.getApplicationContext()));
    return application.run(args);
  }

  private static void demo(boolean once, String[] args) throws InterruptedException {
    System.out.println("Starting the gateway; the first time takes about a minute");
    var context = start(args, "demo");
    var code = new DemoCommand(System.out).run(demoSettings(context));
    if (once) {
      System.exit(SpringApplication.exit(context, () -> code));
    }
    System.out.println("The gateway keeps running; Ctrl-C stops it");
  }

  private static DemoSettings demoSettings(ConfigurableApplicationContext context) {
    var environment = context.getEnvironment();
    var settings = context.getBean(GatewaySettings.class);
    var mllp = inlet(settings, InletSettings.Kind.MLLP);
    var folder = inlet(settings, InletSettings.Kind.FOLDER);
    return new DemoSettings(
        URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port")),
        "127.0.0.1",
        mllp.port(),
        Path.of(folder.directory()),
        DemoSettings.USUAL_SEED,
        Instant.now());
  }

  private static InletSettings inlet(GatewaySettings settings, InletSettings.Kind kind) {
    return settings.inlets().stream()
        .filter(inlet -> inlet.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the demo declares an inlet of each kind"));
  }
}
