package parley.server.store;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import parley.mappings.Problem;

/** A booking names a slot that is booked already, not held, or at another time. */
public final class SlotTaken extends UnprocessableEntityException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  SlotTaken(Problem problem) {
    super(problem.rule());
    this.problem = problem;
  }

  /** What stands against it; fit to be sent back. */
  public Problem problem() {
    return problem;
  }
}
