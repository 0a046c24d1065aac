package parley.server.practice;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.mappings.practice.TherapyRule;
import parley.server.outcome.StoredCourses;
import parley.server.settings.GatewaySettings;
import parley.server.store.CurrentRecords;
import parley.server.store.ProgramEdition;
import parley.submissions.course.CourseModel;
import parley.terminology.Systems;

/** People who treat: the qualification rule, worklists, supervision and caseload. */
@Configuration(proxyBeanMethods = false)
public class PracticeConfiguration {

  @Bean
  PracticeRows practiceRows(JdbcTemplate jdbc) {
    return new PracticeRows(jdbc);
  }

  @Bean
  PracticeRecording practiceRecording(
      PracticeRows rows, @Qualifier("jpaInterceptorService") IInterceptorService storage) {
    var recording = new PracticeRecording(rows);
    storage.registerInterceptor(recording);
    return recording;
  }

  @Bean
  PracticeCatchUp practiceCatchUp(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      DaoRegistry daos,
      PracticeRows rows) {
    return new PracticeCatchUp(jdbc, new TransactionTemplate(transactions), daos, rows);
  }

  @Bean
  TherapyRule therapyRule(GatewaySettings settings) {
    return TherapyRuleFile.read(settings.practice().rule());
  }

  @Bean
  TreatingPeople treatingPeople(JdbcTemplate jdbc) {
    return new TreatingPeople(jdbc);
  }

  @Bean
  Practitioners practitioners(JdbcTemplate jdbc, TreatingPeople people) {
    return new Practitioners(jdbc, people);
  }

  @Bean
  QualificationGuard qualificationGuard(
      JdbcTemplate jdbc, Practitioners practitioners, TherapyRule rule, GatewaySettings settings) {
    return new QualificationGuard(
        new ActivityStandings(jdbc, practitioners, rule), settings.practice().unqualified());
  }

  @Bean
  SessionRule sessionRule(Clock clock) {
    return new SessionRule(clock);
  }

  @Bean
  WorklistController worklistController(
      JdbcTemplate jdbc,
      Practitioners practitioners,
      TreatingPeople people,
      TherapyRule rule,
      PracticeCatchUp catchUp,
      Clock clock) {
    return new WorklistController(
        new UnqualifiedWork(jdbc, practitioners, people, rule),
        new SupervisionReport(new NamedParameterJdbcTemplate(jdbc)),
        catchUp,
        clock);
  }

  @Bean
  CourseSummaries courseSummaries(JdbcTemplate jdbc, CurrentRecords records, CourseModel model) {
    return new CourseSummaries(
        new SummaryRows(jdbc),
        new StoredCourses(records),
        new SummaryReader(model),
        records,
        ProgramEdition.of(Systems.class, CourseModel.class, CourseSummary.class));
  }

  @Bean
  SummariesAhead summariesAhead(
      JdbcTemplate jdbc, CourseSummaries summaries, PracticeCatchUp catchUp, Clock clock) {
    return new SummariesAhead(jdbc, summaries, catchUp, clock);
  }

  @Bean
  CaseloadOperations caseloadOperations(
      JdbcTemplate jdbc,
      CourseSummaries summaries,
      Practitioners practitioners,
      TreatingPeople people,
      PracticeCatchUp catchUp,
      Clock clock) {
    return new CaseloadOperations(
        new Caseloads(jdbc, people, summaries), practitioners, catchUp, clock);
  }
}
