package parley.server.selfreferral;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.questionnaire.Questionnaires;
import parley.mappings.selfreferral.SelfReferrals;
import parley.server.store.FollowingRecords;
import parley.server.store.People;
import parley.terminology.Terminology;

/** People who refer themselves. */
@Configuration(proxyBeanMethods = false)
public class SelfReferralConfiguration {

  @Bean
  SelfReferralForm selfReferralForm(
      Questionnaires questionnaires,
      Terminology terminology,
      DaoRegistry daos,
      JdbcTemplate jdbc,
      EntityManagerFactory sessions,
      FollowingRecords following,
      Clock clock) {
    return new SelfReferralForm(
        new SelfReferrals(questionnaires, terminology),
        daos,
        new People(daos, jdbc, sessions),
        following,
        clock);
  }

  @Bean
  SelfReferralRule selfReferralRule() {
    return new SelfReferralRule();
  }
}
