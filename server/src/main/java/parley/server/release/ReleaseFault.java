package parley.server.release;

import parley.submissions.agreement.AgreementProblem;
import parley.submissions.release.ReleaseProblem;

/**
 * Why nothing was released, as the register keeps it; no patient's value.
 *
 * @param code what stopped it: a gate of {@link ReleaseProblem.Code}, or {@code RIGHT}, {@code
 *     HISTORY} or {@code FILES}
 * @param location what is meant
 * @param rule that is broken
 * @param remedy how to mend it
 */
public record ReleaseFault(String code, String location, String rule, String remedy) {

  static ReleaseFault of(ReleaseProblem problem) {
    return new ReleaseFault(
        problem.code().name(), problem.location(), problem.rule(), problem.remedy());
  }

  static ReleaseFault of(AgreementProblem problem) {
    return agreement(problem.field(), problem.rule(), problem.remedy());
  }

  static ReleaseFault agreement(String location, String rule, String remedy) {
    return new ReleaseFault(ReleaseProblem.Code.AGREEMENT.name(), location, rule, remedy);
  }

  /** In one line, for a person. */
  public String sentence() {
    return "%s, %s: %s; %s".formatted(code, location, rule, remedy);
  }
}
