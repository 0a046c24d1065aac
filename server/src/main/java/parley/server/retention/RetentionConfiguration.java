package parley.server.retention;

import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Removing what need not be kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
public class RetentionConfiguration {

  @Bean
  KeptBodies keptBodies(JdbcTemplate jdbc, DataSource dataSource) {
    return new KeptBodies(jdbc, new JdbcTransactionManager(dataSource));
  }

  /** Found and added to the Camel context by Camel's Spring Boot starter. */
  @Bean
  RetentionRoute retentionRoute(KeptBodies bodies, RetentionSettings settings) {
    return new RetentionRoute(bodies, settings);
  }
}
