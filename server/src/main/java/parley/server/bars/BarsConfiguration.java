package parley.server.bars;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.DirectInlet;
import parley.server.inlets.DirectInlets;
import parley.server.settings.BarsSettings;
import parley.server.store.SlotBooking;

/** Parley as a receiver of the Booking and Referral Standard. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BarsSettings.class)
public class BarsConfiguration {

  /** Name of the inlet in the settings. */
  static final String INLET = "bars";

  @Bean
  SlotHooks slotHooks(DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    return new SlotHooks(new SlotBooking(daos, jdbc, sessions));
  }

  /** An exact path goes before that of the FHIR server, whose own operation is not implemented. */
  @Bean
  ServletRegistrationBean<ProcessMessageServlet> processMessage(
      BarsSettings settings,
      ObjectProvider<DirectInlets> inlets,
      ObjectProvider<ProducerTemplate> template) {
    var servlet =
        new ProcessMessageServlet(
            new BarsHeaders(settings.targets()), () -> inlet(inlets, template));
    return new ServletRegistrationBean<>(servlet, "/fhir/$process-message");
  }

  private static Optional<DirectInlet> inlet(
      ObjectProvider<DirectInlets> inlets, ObjectProvider<ProducerTemplate> template) {
    return inlets
        .getObject()
        .named(INLET)
        .map(declared -> new DirectInlet(declared, template.getObject()));
  }
}
