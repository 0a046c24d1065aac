package parley.mappings.careplan;

import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** Leaves the middle of a PlanDefinition that cannot be applied; never leaves this package. */
final class BadPlan extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private BadPlan(Problem problem) {
    super(problem.rule());
    this.problem = problem;
  }

  static BadPlan at(String location, String rule, String remedy) {
    return new BadPlan(Problem.error(ProblemCode.INVALID_VALUE, location, rule, remedy));
  }

  Problem problem() {
    return problem;
  }
}
