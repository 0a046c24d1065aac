package parley.server.lifecycle;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import parley.mappings.lifecycle.Lifecycle;
import parley.server.settings.ServiceSettings;
import parley.server.store.HeldCourses;
import parley.server.store.ProgramEdition;
import parley.submissions.course.CourseModel;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** The life cycle of courses of treatment, and waiting times. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceSettings.class)
public class LifecycleConfiguration {

  /** How long who asks for those who wait waits for the list. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @Bean
  Lifecycle lifecycle(Terminology terminology) {
    return new Lifecycle(terminology);
  }

  @Bean
  HeldCourses heldCourses(DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    return new HeldCourses(daos, jdbc, sessions);
  }

  @Bean
  LifecycleHooks lifecycleHooks(HeldCourses courses, Lifecycle lifecycle, Clock clock) {
    var onward = new OnwardReferrals(courses, clock);
    return new LifecycleHooks(courses, new CourseJudge(courses, lifecycle, onward, clock));
  }

  @Bean
  ServiceOfCourse serviceOfCourse(
      ServiceSettings settings, @Qualifier("jpaInterceptorService") IInterceptorService storage) {
    var service = new ServiceOfCourse(settings);
    // With the storage, not the endpoint: messages and forms do not come by the endpoint.
    storage.registerInterceptor(service);
    return service;
  }

  @Bean
  WaitingCourses waitingCourses(
      JdbcTemplate jdbc, FhirContext context, DaoRegistry daos, CourseModel model) {
    return new WaitingCourses(new CareRows(jdbc, context, daos), model.scales());
  }

  @Bean
  WaitingList waitingList(
      JdbcTemplate jdbc,
      WaitingCourses courses,
      CourseModel model,
      PlatformTransactionManager manager,
      ApplicationEventPublisher events) {
    var edition =
        ProgramEdition.of(Systems.class, Lifecycle.class, CourseModel.class, WaitingRow.class);
    var transactions = new TransactionTemplate(manager);
    transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new WaitingList(
        new CareChanges(jdbc),
        new WaitingRows(jdbc, edition),
        courses,
        model,
        edition,
        transactions,
        changed -> {
          if (!changed.isEmpty()) {
            events.publishEvent(new ChangedCourses(changed));
          }
        },
        LONGEST);
  }

  @Bean
  WaitingUpkeep waitingUpkeep(WaitingList list) {
    return new WaitingUpkeep(list);
  }

  @Bean
  WaitingOperations waitingOperations(WaitingCourses courses, CourseModel model, Clock clock) {
    return new WaitingOperations(courses, model, clock);
  }

  @Bean
  WaitingWorklist waitingWorklist(WaitingList list, Clock clock) {
    return new WaitingWorklist(list, clock);
  }
}
