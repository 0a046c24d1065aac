package parley.server.mesh;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.camelroutes.Inlet;
import parley.camelroutes.mesh.MeshClient;
import parley.camelroutes.mesh.MeshFiles;
import parley.camelroutes.mesh.MeshMailbox;
import parley.camelroutes.mesh.MeshPost;
import parley.camelroutes.mesh.MeshRoutes;
import parley.camelroutes.mesh.MeshTls;
import parley.camelroutes.mesh.MeshTracking;
import parley.camelroutes.mesh.MeshTransport;
import parley.camelroutes.mesh.Secret;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.server.settings.GatewaySettings;
import parley.server.settings.InvalidSettings;
import parley.server.settings.MeshSettings;
import parley.server.settings.OutboxSettings;
import parley.server.settings.SenderSettings;

/** The MESH mailbox, when the settings name one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MeshSettings.class)
@Conditional(MeshConfiguration.MailboxNamed.class)
public class MeshConfiguration {

  /** For a request and its whole answer. A try begins none after 20 s. */
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(20);

  private static final Duration LONGEST_TRY = Duration.ofSeconds(45);

  /** How often sent messages are looked over, and how often MESH is asked about one of them. */
  private static final Duration LOOK = Duration.ofMinutes(15);

  private static final Duration ASK_AFTER = Duration.ofHours(4);

  /** Whether there is a mailbox. */
  static final class MailboxNamed implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().getProperty("parley.mesh.mailbox", "").isBlank();
    }
  }

  /** Certificates and mailbox, checked before anything starts. */
  record Connection(MeshMailbox mailbox, SSLContext tls) {}

  @Bean
  Connection meshConnection(MeshSettings settings) {
    try {
      var tls =
          MeshTls.context(
              store(settings.keyStore(), settings.keyStorePassword()),
              store(settings.trustStore(), settings.trustStorePassword()));
      var usual = MeshMailbox.Limits.usual(settings.spool());
      var limits =
          new MeshMailbox.Limits(
              settings.spool(),
              settings.largest().toBytes(),
              Math.toIntExact(settings.chunk().toBytes()),
              usual.timeout(),
              usual.retries(),
              usual.firstPause());
      return new Connection(
          new MeshMailbox(
              settings.service(),
              settings.mailbox(),
              new Secret(settings.password()),
              new Secret(settings.sharedKey()),
              limits),
          tls);
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettings("parley.mesh: " + wrong.getMessage());
    }
  }

  private static Optional<MeshTls.Store> store(String file, String password) {
    return file.isBlank()
        ? Optional.empty()
        : Optional.of(new MeshTls.Store(Path.of(file), new Secret(password)));
  }

  @Bean
  Inlet.Direct meshInlet(GatewaySettings gateway, MeshSettings settings) {
    var formats = Set.of(MessageFormat.HL7_V2, MessageFormat.FHIR);
    return new Inlet.Direct("mesh", formats, senders(gateway, settings.senders()));
  }

  private static List<Sender> senders(GatewaySettings gateway, List<String> ids) {
    var declared = gateway.senders().stream().map(SenderSettings::toSender).toList();
    for (var id : ids) {
      if (declared.stream().noneMatch(sender -> sender.id().equals(id))) {
        throw new InvalidSettings("parley.mesh: no sender " + id + " is declared");
      }
    }
    return declared.stream().filter(one -> ids.isEmpty() || ids.contains(one.id())).toList();
  }

  @Bean
  JdbcMeshJournal meshJournal(JdbcTemplate jdbc, DataSource dataSource) {
    return new JdbcMeshJournal(jdbc, dataSource, new JdbcTransactionManager(dataSource));
  }

  @Bean
  JdbcMeshSendings meshSendings(JdbcTemplate jdbc, DataSource dataSource) {
    return new JdbcMeshSendings(jdbc, new JdbcTransactionManager(dataSource));
  }

  @Bean
  UndeliveredMessages undeliveredMessages(
      JdbcTemplate jdbc, DataSource dataSource, DaoRegistry daos, Clock clock) {
    return new UndeliveredMessages(jdbc, new JdbcTransactionManager(dataSource), daos, clock);
  }

  /** Tries fewer and shorter than the inlet: the outbox tries again by itself. */
  @Bean
  MeshPost meshPost(Connection connection, OutboxSettings outbox, Clock clock) {
    if (outbox.lease().compareTo(LONGEST_TRY) <= 0) {
      throw new InvalidSettings("parley.outbox.lease must be longer than 45s with MESH");
    }
    var read = connection.mailbox();
    var limits = read.limits();
    var mailbox =
        new MeshMailbox(
            read.service(),
            read.id(),
            read.password(),
            read.sharedKey(),
            new MeshMailbox.Limits(
                limits.spool(),
                limits.largestBytes(),
                limits.chunkBytes(),
                SEND_TIMEOUT,
                0,
                limits.firstPause()));
    return MeshPost.of(mailbox, connection.tls(), clock);
  }

  /** A way to send; the outbox finds it by its type. */
  @Bean
  MeshTransport meshTransport(MeshPost post, JdbcMeshSendings sendings, Clock clock) {
    return new MeshTransport(post, sendings, clock);
  }

  /** Found and added to the Camel context by Camel's Spring Boot starter. */
  @Bean
  MeshRoutes meshRoutes(
      Connection connection,
      Inlet.Direct meshInlet,
      JdbcMeshJournal journal,
      JdbcMeshSendings sendings,
      UndeliveredMessages reports,
      ObjectProvider<MeshFiles> files,
      MeshPost post,
      MeshSettings settings,
      Clock clock) {
    return new MeshRoutes(
        meshInlet,
        MeshClient.of(connection.mailbox(), connection.tls(), clock),
        journal,
        reports,
        files.orderedStream().toList(),
        new MeshTracking(post, sendings, reports, ASK_AFTER),
        new MeshRoutes.Times(settings.poll(), LOOK),
        clock);
  }

  @Bean
  MeshController meshController(JdbcTemplate jdbc) {
    return new MeshController(jdbc);
  }
}
