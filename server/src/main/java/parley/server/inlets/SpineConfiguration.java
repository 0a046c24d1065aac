package parley.server.inlets;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.camelroutes.Acknowledgements;
import parley.camelroutes.GatewayRoutes;
import parley.camelroutes.Inlet;
import parley.camelroutes.InletStatus;
import parley.camelroutes.Intake;
import parley.camelroutes.MessageJournal;
import parley.camelroutes.MessageMapper;
import parley.camelroutes.ProfileCheck;
import parley.camelroutes.RecordStore;
import parley.mappings.Mappings;
import parley.mappings.lifecycle.Lifecycle;
import parley.server.journal.JdbcMessageJournal;
import parley.server.journal.JournalController;
import parley.server.journal.JournalQueries;
import parley.server.settings.GatewaySettings;
import parley.server.store.Identities;
import parley.server.store.JpaRecordStore;
import parley.server.store.PatientIdentityGuard;
import parley.terminology.PackagedTerminology;
import parley.terminology.Terminology;

/** The spine, room by room: inlet, journal, mapping, terminology, profile check, store. */
@Configuration(proxyBeanMethods = false)
public class SpineConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Those of the settings, and every bean of type {@link Inlet.Direct}. */
  @Bean
  InletList inlets(GatewaySettings settings, ObjectProvider<Inlet.Direct> direct) {
    return new InletList(
        Stream.concat(Inlets.of(settings).stream(), direct.orderedStream()).toList());
  }

  /** The inlets as one bean, so that Spring does not take them for a collection of beans. */
  record InletList(List<Inlet> all) {}

  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource) {
    return new JdbcTemplate(dataSource);
  }

  @Bean
  MessageJournal messageJournal(JdbcTemplate jdbc, DataSource dataSource) {
    return new JdbcMessageJournal(jdbc, new JdbcTransactionManager(dataSource));
  }

  @Bean
  Terminology terminology(GatewaySettings settings) {
    return PackagedTerminology.with(ConceptMapFiles.read(settings.senders()).all());
  }

  @Bean
  MessageMapper messageMapper(Terminology terminology) {
    return MessageMapper.of(new Mappings(terminology));
  }

  @Bean
  RecordStore recordStore(
      FhirContext context,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      JdbcTemplate jdbc,
      EntityManagerFactory sessions,
      Lifecycle lifecycle,
      Terminology terminology) {
    return new JpaRecordStore(context, daos, transactions, jdbc, sessions, lifecycle, terminology);
  }

  @Bean
  PatientIdentityGuard patientIdentityGuard(JdbcTemplate jdbc) {
    return new PatientIdentityGuard(new Identities(jdbc));
  }

  @Bean
  Acknowledgements acknowledgements(Clock clock) {
    return new Acknowledgements(clock);
  }

  @Bean
  Intake intake(
      MessageJournal journal,
      RecordStore store,
      ProfileCheck profiles,
      MessageMapper mapper,
      Acknowledgements acknowledgements,
      InletList inlets,
      Clock clock) {
    return new Intake(journal, store, profiles, mapper, acknowledgements, inlets.all(), clock);
  }

  @Bean
  CamelContextConfiguration routes(
      Intake intake,
      Acknowledgements acknowledgements,
      InletList inlets,
      GatewaySettings settings) {
    var usual = GatewayRoutes.Settings.usual();
    var routes =
        GatewayRoutes.of(
            intake,
            acknowledgements,
            inlets.all(),
            new GatewayRoutes.Settings(
                usual.mllp().withWorkers(settings.workers()),
                usual.backoff(),
                usual.recoveryPeriod(),
                usual.recoveryAge(),
                usual.recoveryLimit()));
    return new RoutesOnStart(routes);
  }

  @Bean
  DirectInlets directInlets(InletList inlets) {
    return new DirectInlets(inlets.all());
  }

  @Bean
  InletStatus inletStatus(CamelContext context, InletList inlets) {
    return new InletStatus(context, inlets.all());
  }

  /** Named so that the readiness group finds it as {@code inlets}. */
  @Bean
  InletsHealthIndicator inletsHealthIndicator(InletStatus status) {
    return new InletsHealthIndicator(status);
  }

  @Bean
  JournalQueries journalQueries(JdbcTemplate jdbc, Intake intake) {
    return new JournalQueries(jdbc, intake::charset);
  }

  @Bean
  JournalController journalController(JournalQueries queries, Intake intake) {
    return new JournalController(queries, intake);
  }
}
