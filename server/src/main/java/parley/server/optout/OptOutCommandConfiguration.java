package parley.server.optout;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.server.database.DatabaseConfiguration;
import parley.server.outbox.JdbcOutbox;
import parley.server.settings.GatewaySettings;

/** The database alone. What is to go by MESH is sent by the gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
@Import({DatabaseConfiguration.class, OptOutParts.class})
class OptOutCommandConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  OptOutMail optOutMail(
      OptOutExchange exchange,
      OptOutSettings settings,
      DataSource dataSource,
      Environment environment) {
    var jdbc = new JdbcTemplate(dataSource);
    var outbox = new JdbcOutbox(jdbc, new JdbcTransactionManager(dataSource));
    return new OptOutMail(exchange, settings, outbox, jdbc, OptOutParts.mailbox(environment));
  }
}
