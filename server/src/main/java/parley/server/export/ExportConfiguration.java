package parley.server.export;

import ca.uhn.fhir.batch2.api.IJobPersistence;
import ca.uhn.fhir.batch2.maintenance.JobMaintenanceServiceImpl;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.bulk.export.svc.BulkExportHelperService;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.mdm.svc.MdmExpandersHolder;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.optout.OptOutSource;
import parley.server.release.KeyUses;
import parley.server.release.LinkWords;
import parley.server.release.ReleaseAgreements;
import parley.server.release.ReleaseKeys;
import parley.server.release.ReleaseSettings;
import parley.server.settings.GatewaySettings;
import parley.submissions.bulk.BulkExport;
import parley.terminology.PackagedTerminology;

/** Bulk export, by HAPI's own job. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportSettings.class)
public class ExportConfiguration {

  /**
   * Sets HAPI's beans up before they are used: the steps of a job follow each other by a look every
   * minute, which would make the smallest export take four.
   */
  @Bean
  static BeanPostProcessor exportSetUp(ObjectProvider<ExportSettings> settings) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof JobMaintenanceServiceImpl maintenance) {
          maintenance.setScheduledJobFrequencyMillis(settings.getObject().step().toMillis());
        }
        if (bean instanceof JpaStorageSettings storage) {
          storage.setBulkExportFileMaximumCapacity(settings.getObject().fileResources());
          storage.setBulkExportFileMaximumSize(settings.getObject().fileBytes());
          // Who asks again gets what is stored now.
          storage.setEnableBulkExportJobReuse(false);
          // HAPI's own clean-up forgets the files of exports that did not go well.
          storage.setEnableTaskBulkExportJobExecution(false);
        }
        return bean;
      }
    };
  }

  @Bean
  ExportProvider exportProvider() {
    return new ExportProvider();
  }

  /** In the place of HAPI's. */
  @Bean
  @Primary
  PatientExports patientExports(
      FhirContext context,
      BulkExportHelperService parameters,
      JpaStorageSettings settings,
      DaoRegistry daos,
      SearchBuilderFactory<JpaPid> searches,
      IIdHelperService<JpaPid> ids,
      EntityManager session,
      IHapiTransactionService transactions,
      ISearchParamRegistry searchParameters,
      MdmExpandersHolder mdm) {
    return new PatientExports(
        context,
        parameters,
        settings,
        daos,
        searches,
        ids,
        session,
        transactions,
        searchParameters,
        mdm);
  }

  @Bean
  ExportRows exportRows(JdbcTemplate jdbc) {
    return new ExportRows(jdbc);
  }

  /** Registered with the storage, because a job does not pass the endpoint. */
  @Bean
  ExportFiles exportFiles(
      ExportRows rows,
      DaoRegistry daos,
      @Qualifier("jpaInterceptorService") IInterceptorService storage) {
    var files = new ExportFiles(rows, daos);
    storage.registerInterceptor(files);
    return files;
  }

  @Bean
  Exports exports(
      ExportRows rows,
      ExportFiles files,
      IJobPersistence jobs,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new Exports(rows, files, jobs, new TransactionTemplate(transactions), clock);
  }

  @Bean
  ExportDoor exportDoor(
      FhirContext context,
      MatchUrlService searches,
      Exports exports,
      ReleaseSettings releases,
      ReleaseAgreements agreements,
      DeidentifiedExports deidentified,
      DeidentifiedAccess access) {
    var requests = new DeidentifiedRequests(releases, agreements);
    return new ExportDoor(context, searches, exports, requests, deidentified, access);
  }

  @Bean
  DeidentifiedExports deidentifiedExports(
      DataSource dataSource,
      GatewaySettings gateway,
      ReleaseKeys keys,
      KeyUses uses,
      OptOutSource optOuts,
      JdbcTemplate jdbc,
      Clock clock) {
    return new DeidentifiedExports(
        new DeidentifiedRows(jdbc),
        dataSource,
        gateway.data().resolve("exports"),
        new DeidentifiedExports.With(
            keys, uses, optOuts, () -> new BulkExport(PackagedTerminology.packaged())),
        clock);
  }

  @Bean
  DeidentifiedAccess deidentifiedAccess(ReleaseSettings releases, KeyUses uses) {
    return new DeidentifiedAccess(releases, LinkWords.create(), uses);
  }

  @Bean
  DeidentifiedController deidentifiedController(
      DeidentifiedExports exports, DeidentifiedAccess access) {
    return new DeidentifiedController(exports, access);
  }

  /** A gateway with its own PostgreSQL holds a lock on its files: no other can be on it. */
  @Bean
  ExportSweep exportSweep(
      Exports exports,
      DeidentifiedExports deidentified,
      ExportSettings settings,
      GatewaySettings gateway) {
    return new ExportSweep(exports, deidentified, settings, gateway.database().embedded());
  }
}
