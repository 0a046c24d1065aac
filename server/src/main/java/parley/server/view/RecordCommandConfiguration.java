package parley.server.view;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import parley.server.database.DatabaseConfiguration;
import parley.server.settings.GatewaySettings;
import parley.submissions.view.ViewReader;

/**
 * What a command needs that reads records and writes files. The database alone: neither HAPI FHIR
 * nor an inlet is started for it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
@Import(DatabaseConfiguration.class)
public class RecordCommandConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ViewReader viewReader() {
    return new ViewReader();
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    return new DataSourceTransactionManager(dataSource);
  }
}
