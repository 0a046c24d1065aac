package parley.server.submission;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.work.WorkQueue;

/** Submissions as a running gateway makes them: asked for by operation, or by the calendar. */
@Configuration(proxyBeanMethods = false)
@Import(SubmissionParts.class)
public class SubmissionConfiguration {

  @Bean
  WorkQueue<BuildRequest, BuildOrdered, BuildRow> buildQueue(Builds builds) {
    return new WorkQueue<>("submission", builds);
  }

  @Bean
  SubmissionTimer submissionTimer(
      SubmissionSettings settings,
      RegisterRows rows,
      WorkQueue<BuildRequest, BuildOrdered, BuildRow> queue,
      Clock clock) {
    return new SubmissionTimer(settings, rows, queue, clock);
  }

  @Bean
  SubmissionOperations submissionOperations(
      FhirContext context,
      WorkQueue<BuildRequest, BuildOrdered, BuildRow> queue,
      Builds builds,
      Register register,
      RegisterRows rows,
      Clock clock) {
    return new SubmissionOperations(
        context, new SubmissionRequests(clock), queue, builds, register, rows);
  }

  @Bean
  SubmissionController submissionController(RegisterRows rows, SubmissionSettings settings) {
    return new SubmissionController(rows, settings);
  }
}
