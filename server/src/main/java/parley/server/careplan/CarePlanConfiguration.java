package parley.server.careplan;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.careplan.MeasureScales;
import parley.mappings.careplan.PlanApplier;
import parley.mappings.careplan.PlanFollower;
import parley.server.outcome.StoredCourses;
import parley.server.store.CurrentRecords;
import parley.server.store.FollowingRecords;
import parley.submissions.course.CourseModel;

/** Care plans. */
@Configuration(proxyBeanMethods = false)
public class CarePlanConfiguration {

  @Bean
  PlanStore planStore(DaoRegistry daos, CurrentRecords records, JdbcTemplate jdbc) {
    return new PlanStore(daos, records, jdbc);
  }

  @Bean
  PlannedCourses plannedCourses(
      CurrentRecords records, PlanStore store, CourseModel model, Clock clock) {
    return new PlannedCourses(new StoredCourses(records), store, model, clock);
  }

  @Bean
  PlanFollower planFollower(CourseModel model) {
    return new PlanFollower(MeasureScales.packaged(model.scales()));
  }

  @Bean
  PlanFollowing planFollowing(
      PlanStore store, PlannedCourses courses, PlanFollower follower, FollowingRecords following) {
    return new PlanFollowing(store, courses, follower, following);
  }

  /** Registered with the storage, where messages pass as well as REST. */
  @Bean
  PlanUpkeep planUpkeep(IInterceptorService storage, PlanFollowing plans) {
    var upkeep = new PlanUpkeep(plans);
    storage.registerInterceptor(upkeep);
    return upkeep;
  }

  @Bean
  PlanWriting planWriting(
      FhirContext context, PlanStore store, PlanFollowing plans, FollowingRecords following) {
    return new PlanWriting(context, store, plans, following);
  }

  @Bean
  OverdueSearch overdueSearch(Clock clock) {
    return new OverdueSearch(clock);
  }

  @Bean
  ApplyOperation applyOperation(
      PlanStore store, PlannedCourses courses, CourseModel model, Clock clock) {
    return new ApplyOperation(new PlanApplier(model.scales()), store, courses, clock);
  }

  @Bean
  PlanOperations planOperations(
      PlanStore store, PlannedCourses courses, PlanFollower follower, Clock clock) {
    return new PlanOperations(store, courses, follower, clock);
  }
}
