package parley.server.terminologyload;

import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.data.ITermCodeSystemVersionDao;
import ca.uhn.fhir.jpa.term.api.ITermDeferredStorageSvc;
import ca.uhn.fhir.jpa.term.api.ITermLoaderSvc;
import ca.uhn.fhir.jpa.validation.JpaValidationSupportChain;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import parley.server.database.DatabaseConfiguration;
import parley.server.fhir.FhirPersistence;
import parley.server.settings.GatewaySettings;

/** The store alone: no inlet and no HTTP port is opened while terminology is loaded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
@Import({DatabaseConfiguration.class, FhirPersistence.class})
class TerminologyLoadConfiguration {

  @Bean
  ReleaseLoader releaseLoader(
      ITermLoaderSvc loader,
      ITermDeferredStorageSvc deferred,
      ITermCodeSystemVersionDao versions,
      DaoRegistry daos,
      IJobMaintenanceService jobs,
      JpaValidationSupportChain validation,
      PlatformTransactionManager transactions,
      DataSource dataSource) {
    var stored = new StoredVersions(new JdbcTemplate(dataSource));
    return new ReleaseLoader(
        loader, deferred, versions, daos, jobs, validation, transactions, stored);
  }
}
