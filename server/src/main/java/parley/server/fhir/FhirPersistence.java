package parley.server.fhir;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.IDaoRegistry;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.util.ResourceCountCache;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HibernatePropertiesProvider;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import ca.uhn.fhir.jpa.provider.DaoRegistryResourceSupportedSvc;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.search.IStaleSearchDeletingSvc;
import ca.uhn.fhir.jpa.search.StaleSearchDeletingSvcImpl;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.rest.api.IResourceSupportedSvc;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.dialect.Dialect;
import org.hibernate.search.mapper.orm.cfg.HibernateOrmMapperSettings;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** HAPI FHIR's JPA storage on the gateway's PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@Import({
  JpaR4Config.class,
  ThreadPoolFactoryConfig.class,
  JpaBatch2Config.class,
  Batch2JobsConfig.class,
  SubscriptionChannelConfig.class,
})
public class FhirPersistence {

  /** Largest page and largest fetch of a search. */
  static final int LARGEST_PAGE = 500;

  /** How long the counts of resources may be old. */
  private static final long COUNTS_MILLIS = 4 * 60 * 60 * 1000L;

  @Bean
  JpaStorageSettings storageSettings() {
    var settings = new JpaStorageSettings();
    // Ids given by the server cannot be guessed or counted.
    settings.setResourceServerIdStrategy(JpaStorageSettings.IdStrategyEnum.UUID);
    // A search sees what was stored a moment ago; HAPI would reuse results for a minute.
    settings.setReuseCachedSearchResultsForMillis(null);
    settings.setFetchSizeDefaultMaximum(LARGEST_PAGE);
    settings.setAllowContainsSearches(true);
    settings.setIndexIdentifierOfType(true);
    settings.setLanguageSearchParameterEnabled(true);
    settings.setHibernateSearchIndexFullText(false);
    settings.setHibernateSearchIndexSearchParams(false);
    settings.setMarkResourcesForReindexingUponSearchParameterChange(false);
    settings.setAllowExternalReferences(false);
    return settings;
  }

  // What HAPI's own HapiJpaConfig adds to the above, but for its full-text search: Hibernate Search
  // is off, because an index in files would differ between two gateways on one database, and HAPI
  // expands value sets without it only where no such service is there.

  @Bean
  IStaleSearchDeletingSvc staleSearchDeletingSvc() {
    return new StaleSearchDeletingSvcImpl();
  }

  @Bean
  DatabaseBackedPagingProvider databaseBackedPagingProvider() {
    return new DatabaseBackedPagingProvider();
  }

  @Bean
  IResourceSupportedSvc resourceSupportedSvc(IDaoRegistry daos) {
    return new DaoRegistryResourceSupportedSvc(daos);
  }

  /** Asked for by name by the provider of {@code /metadata}. */
  @Bean(name = "myResourceCountsCache")
  ResourceCountCache resourceCounts(IFhirSystemDao<?, ?> systemDao) {
    var counts = new ResourceCountCache(systemDao::getResourceCounts);
    counts.setCacheMillis(COUNTS_MILLIS);
    return counts;
  }

  @Bean
  PartitionSettings partitionSettings() {
    return new PartitionSettings();
  }

  @Bean
  SubscriptionSettings subscriptionSettings() {
    return new SubscriptionSettings();
  }

  @Bean
  @Primary
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      DataSource dataSource,
      ConfigurableListableBeanFactory beanFactory,
      FhirContext fhirContext,
      JpaStorageSettings settings) {
    var factory =
        HapiEntityManagerFactoryUtil.newEntityManagerFactory(beanFactory, fhirContext, settings);
    factory.setPersistenceUnitName("parley");
    factory.setDataSource(dataSource);
    factory.setJpaPropertyMap(
        Map.of(
            AvailableSettings.DIALECT, HapiFhirPostgresDialect.class.getName(),
            // The schema is the migration's; Hibernate neither makes nor checks it.
            AvailableSettings.HBM2DDL_AUTO, "none",
            AvailableSettings.SCANNER, "org.hibernate.boot.archive.scan.internal.DisabledScanner",
            AvailableSettings.STATEMENT_BATCH_SIZE, "30",
            AvailableSettings.ORDER_INSERTS, "true",
            AvailableSettings.ORDER_UPDATES, "true",
            AvailableSettings.USE_QUERY_CACHE, "false",
            AvailableSettings.USE_SECOND_LEVEL_CACHE, "false",
            HibernateOrmMapperSettings.ENABLED, "false"));
    return factory;
  }

  @Bean
  @Primary
  JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
    return new JpaTransactionManager(entityManagerFactory);
  }

  @Bean
  @Primary
  HibernatePropertiesProvider hibernatePropertiesProvider() {
    return new HibernatePropertiesProvider() {
      private final Dialect dialect = new HapiFhirPostgresDialect();

      @Override
      public Dialect getDialect() {
        return dialect;
      }
    };
  }
}
