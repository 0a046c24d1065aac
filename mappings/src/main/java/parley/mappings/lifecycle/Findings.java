package parley.mappings.lifecycle;

import java.util.ArrayList;
import java.util.List;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** Collects what is wrong with the form of a course. */
final class Findings {

  private final List<Problem> problems = new ArrayList<>();

  void missing(String element, String rule, String remedy) {
    problems.add(Problem.error(ProblemCode.MISSING_FIELD, element, rule, remedy));
  }

  void contradiction(String element, String rule, String remedy) {
    problems.add(Problem.error(ProblemCode.CONTRADICTION, element, rule, remedy));
  }

  void invalid(String element, String rule, String remedy) {
    problems.add(Problem.error(ProblemCode.INVALID_VALUE, element, rule, remedy));
  }

  List<Problem> all() {
    return List.copyOf(problems);
  }
}
