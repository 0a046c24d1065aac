package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.dao.r4.TransactionProcessorVersionAdapterR4;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.server.settings.GatewaySettings;
import parley.terminology.Guide;

/** {@code /fhir}: HAPI's R4 REST server over the JPA storage. */
@Configuration(proxyBeanMethods = false)
public class FhirEndpoint {

  private static final int DEFAULT_PAGE = 20;

  /** Wrapped, because the web container takes every bean that is a servlet, and asks too early. */
  record Server(RestfulServer servlet) {}

  @Bean
  Server fhirServer(
      GatewaySettings settings,
      IFhirSystemDao<Bundle, Meta> systemDao,
      IJpaSystemProvider systemProvider,
      ResourceProviderFactory resourceProviders,
      ValueSetOperationProvider valueSetOperations,
      DatabaseBackedPagingProvider paging,
      List<FhirProvider> providers,
      List<FhirInterceptor> interceptors) {
    var context = systemDao.getContext();
    // An element the server does not know would otherwise be dropped without a word.
    context.setParserErrorHandler(new StrictErrorHandler());
    var server = new RestfulServer(context);
    server.setServerName("Parley");
    server.setImplementationDescription("Parley, a FHIR gateway for NHS Talking Therapies");
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    server.setServerAddressStrategy(new HardcodedServerAddressStrategy(settings.baseUrl()));
    paging.setDefaultPageSize(DEFAULT_PAGE);
    paging.setMaximumPageSize(FhirPersistence.LARGEST_PAGE);
    server.setPagingProvider(paging);
    server.registerProviders(standard(resourceProviders, providers));
    server.registerProvider(systemProvider);
    server.registerProvider(valueSetOperations);
    server.registerProviders(providers);
    interceptors.forEach(server::registerInterceptor);
    return new Server(server);
  }

  /** HAPI's providers, but for those that one of ours extends. */
  private static List<Object> standard(
      ResourceProviderFactory resourceProviders, List<FhirProvider> own) {
    return resourceProviders.createProviders().stream()
        .filter(one -> own.stream().noneMatch(one.getClass()::isInstance))
        .toList();
  }

  /** Set after construction, because the provider reads the server it describes. */
  @Bean
  JpaCapabilityStatementProvider capabilityStatementProvider(
      Server server,
      IFhirSystemDao<Bundle, Meta> systemDao,
      JpaStorageSettings storageSettings,
      ISearchParamRegistry searchParameters,
      IValidationSupport validationSupport) {
    var provider =
        new JpaCapabilityStatementProvider(
            server.servlet(), systemDao, storageSettings, searchParameters, validationSupport);
    provider.setImplementationDescription("Parley, a FHIR gateway for NHS Talking Therapies");
    server.servlet().setServerConformanceProvider(provider);
    return provider;
  }

  @Bean
  ServletRegistrationBean<LateFhirServlet> fhirServlet(ObjectProvider<Server> server) {
    var registration = new ServletRegistrationBean<>(new LateFhirServlet(server), "/fhir/*");
    registration.setLoadOnStartup(1);
    return registration;
  }

  /** In the place of HAPI's. */
  @Bean
  @Primary
  ValueSetOperationProvider guideValueSets() {
    return new GuideValueSets(Guide.packaged().resources());
  }

  @Bean
  ShippedDefinitions shippedDefinitions() {
    return new ShippedDefinitions(Guide.packaged().resources());
  }

  @Bean
  GuidePackage guidePackage() {
    return new GuidePackage(Guide.archive());
  }

  @Bean
  BundleEntries bundleEntries() {
    return new BundleEntries();
  }

  /** HAPI declares its own under a name that others look it up by. */
  @Bean
  static BeanPostProcessor entryOutcomes() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        return bean instanceof TransactionProcessorVersionAdapterR4 ? new EntryOutcomes() : bean;
      }
    };
  }

  @Bean
  BatchErrors batchErrors() {
    return new BatchErrors();
  }

  @Bean
  ParserFaults parserFaults(FhirContext context) {
    return new ParserFaults(context);
  }

  @Bean
  WriteConflicts writeConflicts() {
    return new WriteConflicts();
  }

  @Bean
  FailureLog failureLog() {
    return new FailureLog();
  }

  @Bean
  FilterRegistrationBean<RequestGuard> requestGuard(FhirContext context) {
    return onFhir(new RequestGuard(context), 1);
  }

  @Bean
  MetadataCache metadataCache() {
    return new MetadataCache();
  }

  @Bean
  FilterRegistrationBean<MetadataCache> metadataCacheFilter(MetadataCache cache) {
    return onFhir(cache, 2);
  }

  @Bean
  DefinitionChanges definitionChanges(
      MetadataCache metadata, KnownShapes shapes, IInstanceValidatorModule validator) {
    return new DefinitionChanges(metadata, shapes, validator);
  }

  /** Named so that its state shows as {@code definitions}. */
  @Bean
  GuideRecords definitionsHealthIndicator(
      DaoRegistry daos,
      IHapiTransactionService transactions,
      EntityManagerFactory sessions,
      JdbcTemplate jdbc,
      ValidatorWarmUp readiness) {
    var store =
        new JpaGuideStore(
            daos,
            transactions,
            SharedEntityManagerCreator.createSharedEntityManager(sessions),
            jdbc);
    return new GuideRecords(store, readiness, Duration.ofSeconds(10));
  }

  @Bean
  DefinitionWatch definitionWatch(JdbcTemplate jdbc, DefinitionChanges changes) {
    var own =
        Guide.packaged().resources().stream()
            .map(it -> it.fhirType() + '/' + it.getIdElement().getIdPart())
            .toList();
    return new DefinitionWatch(jdbc, changes, own);
  }

  /** The port is the settings' address whatever Spring's own setting says. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> boundAddress(
      GatewaySettings settings) {
    return factory -> factory.setAddress(settings.address());
  }

  private static <T extends Filter> FilterRegistrationBean<T> onFhir(T filter, int order) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns("/fhir/*");
    registration.setOrder(order);
    return registration;
  }
}
