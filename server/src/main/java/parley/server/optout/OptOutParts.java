package parley.server.optout;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What gateway and commands share: who opted out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OptOutSettings.class)
public class OptOutParts {

  /** Whether there is a MESH mailbox to send from. */
  static boolean mailbox(Environment environment) {
    return !environment.getProperty("parley.mesh.mailbox", "").isBlank();
  }

  @Bean
  OptOutExchange optOutExchange(
      DataSource dataSource, OptOutSettings settings, Environment environment, Clock clock) {
    var mailbox = environment.getProperty("parley.mesh.mailbox", "");
    var fallback = mailbox.matches("[A-Za-z0-9]+") ? mailbox : "PARLEY";
    return new OptOutExchange(
        new OptOutRows(new JdbcTemplate(dataSource)),
        new RecordNumbers(dataSource),
        settings,
        settings.sender().isEmpty() ? fallback : settings.sender(),
        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
        clock);
  }
}
