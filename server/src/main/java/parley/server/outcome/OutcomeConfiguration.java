package parley.server.outcome;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.settings.GatewaySettings;
import parley.server.store.CareSubjects;
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

  /** Before the rules that look at answers. */
  @Bean
  @Order(0)
  OwnQuestionnaires ownQuestionnaires(GatewaySettings settings) {
    return new OwnQuestionnaires(settings.baseUrl());
  }

  @Bean
  ScoringRule scoringRule(Questionnaires questionnaires) {
    return new ScoringRule(questionnaires);
  }

  @Bean
  FollowingRecords followingRecords(
      FhirContext context, DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    return new FollowingRecords(context, daos, jdbc, sessions);
  }

  @Bean
  ReplacedPatients replacedPatients(
      FhirContext context,
      DaoRegistry daos,
      JdbcTemplate jdbc,
      EntityManagerFactory sessions,
      MatchUrlService conditions) {
    return new ReplacedPatients(context, daos, jdbc, sessions, conditions);
  }

  @Bean
  CareSubjects careSubjects(
      FhirContext context,
      JdbcTemplate jdbc,
      FollowingRecords following,
      ReplacedPatients replaced) {
    return new CareSubjects(context, jdbc, following, replaced);
  }

  @Bean
  DerivedScores derivedScores(
      Questionnaires questionnaires, CurrentRecords records, FollowingRecords following) {
    return new DerivedScores(questionnaires, records, following);
  }

  @Bean
  HeldResponses heldResponses(
      FhirContext context,
      DaoRegistry daos,
      FollowingRecords following,
      OwnQuestionnaires own,
      ReplacedPatients replaced,
      ScoringRule rule) {
    return new HeldResponses(context, daos, following, List.of(own, replaced, rule));
  }

  @Bean
  ResponseProvider responseProvider(
      FhirContext context,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      HeldResponses held,
      OwnQuestionnaires own,
      ResponseScoring scoring,
      List<ResponseForm> forms) {
    return new ResponseProvider(context, daos, transactions, held, own, scoring, forms);
  }

  @Bean
  ScoreNotices scoreNotices() {
    return new ScoreNotices();
  }

  @Bean
  ResponseScoring responseScoring(
      Questionnaires questionnaires, OwnQuestionnaires own, FollowingRecords following) {
    return new ResponseScoring(questionnaires, own, following);
  }

  @Bean
  QuestionnaireOperations questionnaireOperations(
      Questionnaires questionnaires,
      OwnQuestionnaires own,
      DaoRegistry daos,
      CurrentRecords records) {
    return new QuestionnaireOperations(
        questionnaires, own, new ResponseRecords(daos), new PopulateContext(records));
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
  CourseOutcomes courseOutcomes(CurrentRecords records, CourseModel model) {
    return new CourseOutcomes(new StoredCourses(records), model);
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
