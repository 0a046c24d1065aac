package parley.server.practice;

import java.time.Clock;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.practice.SupervisionSessions;
import parley.server.fhir.RecordRule;

/** Nobody is taken off the list of those without supervision by a session still to come. */
final class SessionRule implements RecordRule {

  private final Clock clock;

  SessionRule(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<Problem> check(Resource resource) {
    return resource instanceof Appointment appointment
        ? SupervisionSessions.problem(appointment, clock.instant()).stream().toList()
        : List.of();
  }
}
