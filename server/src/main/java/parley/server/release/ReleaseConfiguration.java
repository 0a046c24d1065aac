package parley.server.release;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.work.WorkQueue;

/** Releases as a running gateway makes them: asked for by operation, or by the calendar. */
@Configuration(proxyBeanMethods = false)
@Import({ReleaseParts.class, RequiredReleaseKeys.class})
public class ReleaseConfiguration {

  @Bean
  AgreementsTold agreementsTold(ReleaseAgreements agreements) {
    return new AgreementsTold(agreements);
  }

  @Bean
  WorkQueue<ReleaseRequest, ReleaseOrdered, ReleaseRow> releaseQueue(Releases releases) {
    return new WorkQueue<>("release", releases);
  }

  @Bean
  ReleaseTimer releaseTimer(
      ReleaseSettings settings,
      ReleaseRows rows,
      WorkQueue<ReleaseRequest, ReleaseOrdered, ReleaseRow> queue,
      Clock clock) {
    return new ReleaseTimer(settings, rows, queue, clock);
  }

  @Bean
  ReleaseLinks releaseLinks() {
    return ReleaseLinks.create();
  }

  @Bean
  ReleaseOperations releaseOperations(
      FhirContext context,
      ReleaseSettings settings,
      WorkQueue<ReleaseRequest, ReleaseOrdered, ReleaseRow> queue,
      Releases releases,
      ReleaseRows rows,
      ReleaseLinks links,
      Clock clock) {
    return new ReleaseOperations(
        context,
        new ReleaseRequests(context, settings, clock),
        queue,
        releases,
        rows,
        settings,
        links);
  }

  @Bean
  ReleaseController releaseController(
      ReleaseRows rows, ReleaseSettings settings, ReleaseLinks links, KeyUses uses) {
    return new ReleaseController(rows, settings, links, uses);
  }
}
