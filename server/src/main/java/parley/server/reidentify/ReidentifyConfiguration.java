package parley.server.reidentify;

import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.database.DatabaseConfiguration;
import parley.server.release.ReleaseKeyConfiguration;
import parley.server.release.ReleaseKeys;
import parley.server.settings.GatewaySettings;

/** Database and keys alone. The gateway has none of these beans: no request leads here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GatewaySettings.class, ReidentifySettings.class})
@Import({DatabaseConfiguration.class, ReleaseKeyConfiguration.class})
class ReidentifyConfiguration {

  @Bean
  Reidentify reidentify(DataSource dataSource, ReidentifySettings settings, ReleaseKeys keys) {
    return new Reidentify(dataSource, settings, keys, new AuditRows(new JdbcTemplate(dataSource)));
  }
}
