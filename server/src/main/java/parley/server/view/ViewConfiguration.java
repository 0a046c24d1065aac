package parley.server.view;

import ca.uhn.fhir.context.FhirContext;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import parley.server.settings.GatewaySettings;
import parley.server.store.CurrentRecords;
import parley.submissions.engine.ShippedViews;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewRunner;

/** Views over the record, for analysts. */
@Configuration(proxyBeanMethods = false)
public class ViewConfiguration {

  /** One for the process: it learns FHIR's types, which takes a moment, when first needed. */
  @Bean
  @Lazy
  ViewReader viewReader() {
    return new ViewReader();
  }

  @Bean
  @Lazy
  ViewOrders viewOrders(ViewReader reader, CurrentRecords records) {
    return new ViewOrders(reader, new ShippedViews(reader), records);
  }

  /** Made with the gateway, because it takes away what a killed one left. */
  @Bean
  ViewRuns viewRuns(
      GatewaySettings settings, DataSource dataSource, ObjectProvider<ViewReader> reader) {
    return new ViewRuns(
        settings.data().resolve("views"), dataSource, () -> new ViewRunner(reader.getObject()));
  }

  /** Before the FHIR server's, which knows no such resource. */
  @Bean
  ServletRegistrationBean<ViewRunServlet> viewRun(
      ObjectProvider<ViewOrders> orders, ObjectProvider<ViewRuns> runs) {
    var servlet = new ViewRunServlet(FhirContext.forR4Cached(), orders::getObject, runs::getObject);
    return new ServletRegistrationBean<>(
        servlet, "/fhir/$viewdefinition-run", "/fhir/ViewDefinition/*");
  }
}
