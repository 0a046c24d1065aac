package parley.server.optout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.outbox.Outbox;

/** The exchange as a running gateway has it: by MESH too, when there is a mailbox. */
@Configuration(proxyBeanMethods = false)
@Import(OptOutParts.class)
public class OptOutConfiguration {

  @Bean
  OptOutMail optOutMail(
      OptOutExchange exchange, OptOutSettings settings, Outbox outbox, JdbcTemplate jdbc) {
    return new OptOutMail(exchange, settings, outbox, jdbc);
  }

  @Bean
  OptOutClock optOutClock(OptOutExchange exchange, OptOutMail mail, OptOutSettings settings) {
    return new OptOutClock(exchange, mail, settings);
  }
}
