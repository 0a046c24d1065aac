package parley.server.lifecycle;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.lifecycle.Lifecycle;
import parley.server.store.HeldCourses;
import parley.submissions.course.CourseModel;
import parley.terminology.Terminology;

/** The life cycle of courses of treatment, and waiting times. */
@Configuration(proxyBeanMethods = false)
public class LifecycleConfiguration {

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
  WaitingCourses waitingCourses(
      JdbcTemplate jdbc, FhirContext context, DaoRegistry daos, CourseModel model) {
    return new WaitingCourses(new CareRows(jdbc, context, daos), model.scales());
  }

  @Bean
  WaitingWarmUp waitingWarmUp(WaitingCourses courses) {
    return new WaitingWarmUp(courses);
  }

  @Bean
  WaitingOperations waitingOperations(WaitingCourses courses, CourseModel model, Clock clock) {
    return new WaitingOperations(courses, model, clock);
  }

  @Bean
  WaitingWorklist waitingWorklist(WaitingCourses courses, CourseModel model, Clock clock) {
    return new WaitingWorklist(courses, model, clock);
  }
}
