package parley.server.outbox;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.camelroutes.outbox.Destinations;
import parley.camelroutes.outbox.FhirTransport;
import parley.camelroutes.outbox.FolderTransport;
import parley.camelroutes.outbox.MllpTransport;
import parley.camelroutes.outbox.OutboxDelivery;
import parley.camelroutes.outbox.OutboxRoute;
import parley.camelroutes.outbox.RefusalRule;
import parley.camelroutes.outbox.RetryTimes;
import parley.camelroutes.outbox.SftpTransport;
import parley.camelroutes.outbox.Transport;
import parley.server.outcome.StoredCourses;
import parley.server.settings.DestinationSettings;
import parley.server.settings.OutboxSettings;
import parley.server.store.CurrentRecords;
import parley.server.store.FollowingRecords;
import parley.server.store.ReferralOrigins;
import parley.submissions.course.CourseModel;

/**
 * The outbox. Every bean of type {@link Transport} is a way to send, and every bean of type {@link
 * Destinations} knows destinations.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxSettings.class)
public class OutboxConfiguration {

  @Bean
  JdbcOutbox outbox(JdbcTemplate jdbc, DataSource dataSource) {
    return new JdbcOutbox(jdbc, new JdbcTransactionManager(dataSource));
  }

  /** Those of the settings file. */
  @Bean
  Destinations declaredDestinations(OutboxSettings settings) {
    var declared =
        settings.destinations().stream().map(DestinationSettings::toDestination).toList();
    return name -> declared.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  @Bean
  Transport mllpTransport() {
    return MllpTransport.usual();
  }

  @Bean
  Transport fhirTransport(Clock clock) {
    return FhirTransport.usual(clock);
  }

  @Bean
  Transport folderTransport() {
    return new FolderTransport();
  }

  @Bean
  Transport sftpTransport(Clock clock) {
    return SftpTransport.usual(clock);
  }

  @Bean
  OutboxDelivery outboxDelivery(
      JdbcOutbox outbox,
      ObjectProvider<Destinations> destinations,
      List<Transport> transports,
      OutboxSettings settings,
      Clock clock) {
    return new OutboxDelivery(
        outbox,
        Destinations.of(destinations.orderedStream().toList()),
        transports,
        new OutboxDelivery.Settings(
            new RetryTimes(
                settings.firstDelay(),
                settings.longestDelay(),
                settings.openAfter(),
                settings.openFor()),
            new RefusalRule(settings.stopAfter(), settings.patience()),
            settings.period(),
            settings.lease(),
            settings.threads(),
            settings.slowThreads()),
        clock);
  }

  /** Found and added to the Camel context by Camel's Spring Boot starter. */
  @Bean
  OutboxRoute outboxRoute(OutboxDelivery delivery) {
    return new OutboxRoute(delivery);
  }

  /** Registered with the storage, where messages pass as well as REST. */
  @Bean
  ReferralAnswers referralAnswers(
      IInterceptorService storage,
      OutboxSettings settings,
      JdbcTemplate jdbc,
      JdbcOutbox outbox,
      CurrentRecords records,
      FollowingRecords writes,
      CourseModel model,
      Clock clock) {
    var referrers = new Referrers(settings.answers(), new ReferralOrigins(jdbc), outbox);
    var discharge = new DischargeText(new StoredCourses(records), model, clock);
    var consents = new Consents(records, clock);
    var letters = new Letters(referrers, consents, records, writes, discharge, clock);
    var answers = new ReferralAnswers(referrers, letters);
    storage.registerInterceptor(answers);
    return answers;
  }

  @Bean
  OutboxQueries outboxQueries(JdbcTemplate jdbc, OutboxDelivery delivery, OutboxSettings settings) {
    return new OutboxQueries(jdbc, delivery::circuitOpen, settings.stopAfter());
  }

  @Bean
  OutboxController outboxController(OutboxQueries queries, JdbcOutbox outbox) {
    return new OutboxController(queries, outbox);
  }

  @Bean
  OutboxMetrics outboxMetrics(OutboxQueries queries, OutboxSettings settings) {
    return new OutboxMetrics(
        queries, settings.destinations().stream().map(DestinationSettings::name).toList());
  }
}
