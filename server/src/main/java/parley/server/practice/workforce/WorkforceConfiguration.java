package parley.server.practice.workforce;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.database.DatabaseConfiguration;
import parley.server.fhir.FhirPersistence;
import parley.server.settings.GatewaySettings;

/** The store alone: no inlet and no HTTP port is opened while staff are counted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
@Import({DatabaseConfiguration.class, FhirPersistence.class})
class WorkforceConfiguration {

  @Bean
  StaffReader staffReader(DaoRegistry daos) {
    return new StaffReader(daos);
  }
}
