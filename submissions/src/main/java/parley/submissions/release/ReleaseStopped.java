package parley.submissions.release;

import java.util.List;

/** A gate stopped the release while its folder was being filled. */
final class ReleaseStopped extends RuntimeException {

  private final transient List<ReleaseProblem> problems;

  ReleaseStopped(List<ReleaseProblem> problems) {
    super("a gate stopped the release");
    this.problems = List.copyOf(problems);
  }

  ReleaseStopped(ReleaseProblem.Code code, String location, String rule, String remedy) {
    this(List.of(new ReleaseProblem(code, location, rule, remedy)));
  }

  List<ReleaseProblem> problems() {
    return problems;
  }
}
