package parley.submissions.build;

import java.util.List;
import java.util.Set;
import parley.submissions.rule.Rule;

/** The rules that a file is held against; implemented by the rule book with what it needs. */
@FunctionalInterface
public interface RuleChoice {

  /**
   * The national rules and our own, without those of our own that are switched off.
   *
   * @throws IllegalArgumentException when one of them is no rule of our own
   */
  List<Rule> without(Set<String> switchedOff);
}
