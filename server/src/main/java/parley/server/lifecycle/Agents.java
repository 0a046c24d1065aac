package parley.server.lifecycle;

import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;

/**
 * Who changed a course, as far as what they wrote names them: nobody is authenticated on the
 * endpoint.
 */
final class Agents {

  private Agents() {}

  static Reference of(Resource written) {
    return known(written).orElseGet(Agents::unknown);
  }

  /** Owner of the Task, responsible person of the course, requester of the referral. */
  static Optional<Reference> known(Resource written) {
    var who = new Reference();
    if (written instanceof Task task) {
      who = task.getOwner();
    } else if (written instanceof EpisodeOfCare course) {
      who = course.getCareManager();
    } else if (written instanceof ServiceRequest request) {
      who = request.getRequester();
    }
    return who.hasReference() ? Optional.of(new Reference(who.getReference())) : Optional.empty();
  }

  static Reference unknown() {
    return new Reference().setDisplay("a client of the FHIR endpoint");
  }
}
