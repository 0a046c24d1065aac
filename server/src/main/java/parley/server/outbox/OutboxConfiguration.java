package parley.server.outbox;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.camelroutes.outbox.Outbox;

/** The outbox. */
@Configuration(proxyBeanMethods = false)
public class OutboxConfiguration {

  @Bean
  Outbox outbox(JdbcTemplate jdbc, DataSource dataSource) {
    return new JdbcOutbox(jdbc, new JdbcTransactionManager(dataSource));
  }
}
