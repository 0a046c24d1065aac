package parley.server.optout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.outbox.Outbox;
import parley.server.settings.InvalidSettings;

/** The exchange as a running gateway has it: by MESH too, when there is a mailbox. */
@Configuration(proxyBeanMethods = false)
@Import(OptOutParts.class)
public class OptOutConfiguration {

  @Bean
  OptOutMail optOutMail(
      OptOutExchange exchange,
      OptOutSettings settings,
      Outbox outbox,
      JdbcTemplate jdbc,
      Environment environment) {
    var mailbox = OptOutParts.mailbox(environment);
    if (!settings.every().isZero() && !mailbox) {
      throw new InvalidSettings("parley.opt-outs.every needs a mailbox: parley.mesh.mailbox");
    }
    return new OptOutMail(exchange, settings, outbox, jdbc, mailbox);
  }

  @Bean
  OptOutClock optOutClock(OptOutExchange exchange, OptOutMail mail, OptOutSettings settings) {
    return new OptOutClock(exchange, mail, settings);
  }
}
