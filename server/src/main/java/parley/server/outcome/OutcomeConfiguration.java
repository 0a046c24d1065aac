package parley.server.outcome;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.fhir.WriteValidation;
import parley.server.store.CurrentRecords;
import parley.server.store.FollowingRecords;
import parley.server.store.ReplacedPatients;
import parley.submissions.chart.CourseChart;
import parley.submissions.course.CourseModel;
import parley.terminology.Terminology;

/** Questionnaires, their scores, and outcomes of courses of treatment. */
@Configuration(proxyBeanMethods = false)
public class OutcomeConfiguration {

  @Bean
  Questionnaires questionnaires(Terminology terminology) {
    return Questionnaires.packaged(terminology);
  }

  @Bean
  ScoringRule scoringRule(Questionnaires questionnaires, Clock clock) {
    return new ScoringRule(questionnaires, clock);
  }

  @Bean
  FollowingRecords followingRecords(
      FhirContext context, DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    return new FollowingRecords(context, daos, jdbc, sessions);
  }

  @Bean
  ReplacedPatients replacedPatients(
      FhirContext context, DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    return new ReplacedPatients(context, daos, jdbc, sessions);
  }

  @Bean
  HeldResponses heldResponses(
      DaoRegistry daos, FollowingRecords following, ReplacedPatients replaced, ScoringRule rule) {
    return new HeldResponses(daos, following, List.of(replaced, rule));
  }

  @Bean
  ResponseProvider responseProvider(
      FhirContext context,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      HeldResponses held,
      List<ResponseForm> forms,
      ScoreNotices notices,
      WriteValidation validation) {
    return new ResponseProvider(context, daos, transactions, held, forms, notices, validation);
  }

  @Bean
  ScoreNotices scoreNotices(Questionnaires questionnaires) {
    return new ScoreNotices(questionnaires);
  }

  @Bean
  ResponseScoring responseScoring(Questionnaires questionnaires, FollowingRecords following) {
    return new ResponseScoring(questionnaires, following);
  }

  @Bean
  QuestionnaireOperations questionnaireOperations(Questionnaires questionnaires, DaoRegistry daos) {
    return new QuestionnaireOperations(questionnaires, new ResponseRecords(daos));
  }

  @Bean
  CurrentRecords currentRecords(FhirContext context, DaoRegistry daos, JdbcTemplate jdbc) {
    return new CurrentRecords(context, daos, jdbc);
  }

  @Bean
  CourseModel courseModel() {
    return CourseModel.packaged();
  }

  @Bean
  CourseOutcomes courseOutcomes(CurrentRecords records, CourseModel model, Clock clock) {
    return new CourseOutcomes(new StoredCourses(records), model, clock);
  }

  @Bean
  CourseOperations courseOperations(CourseOutcomes outcomes, DaoRegistry daos) {
    return new CourseOperations(outcomes, daos);
  }

  @Bean
  OutcomeCharts outcomeCharts(CourseOutcomes outcomes, CourseModel model) {
    return new OutcomeCharts(outcomes, new CourseChart(model.scales()));
  }
}
