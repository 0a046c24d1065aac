package parley.submissions.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import parley.submissions.view.ViewJson;
import parley.terminology.scale.Scales;

/**
 * Makes rules of the CodeSystems that list them, the national ones and Parley's own: one concept a
 * rule, its kind and arguments as properties. What is wrong in the list is a fault of the build and
 * is thrown.
 */
public final class RuleBook {

  private static final String PLACE = "/parley/submissions/iapt-v2.1/";
  private static final String RAISES = "raises";

  private final CheckMaker checks;

  private RuleBook(Scales scales, Registers registers) {
    this.checks = new CheckMaker(scales, registers);
  }

  /** The rules of the IAPT Data Set v2.1, as far as they are known. */
  public static List<Rule> iapt21(Scales scales, Registers registers) {
    var book = new RuleBook(scales, registers);
    return listed("rules.json").map(book::rule).toList();
  }

  /**
   * The national rules and Parley's own. Where an own rule raises a national one, the national one
   * is there once, with {@link Severity#ERROR} and the code of the own rule.
   *
   * @param off codes of own rules that are switched off
   * @throws IllegalArgumentException when one of them is no rule of Parley's own
   */
  public static List<Rule> strict(Scales scales, Registers registers, Set<String> off) {
    var own = listed("own-rules.json").toList();
    var unknown = new TreeSet<>(off);
    own.forEach(says -> unknown.remove(says.code()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("not rules of Parley's own: " + unknown);
    }
    var raised = new HashMap<String, String>();
    var added = new ArrayList<Rule>();
    var book = new RuleBook(scales, registers);
    for (var says : own) {
      if (off.contains(says.code())) {
        continue;
      }
      if (says.one("kind").equals(RAISES)) {
        raised.put(says.one("other"), says.code());
      } else {
        added.add(book.rule(says));
      }
    }
    var rules = new ArrayList<Rule>();
    for (var rule : iapt21(scales, registers)) {
      var by = raised.remove(rule.code());
      rules.add(by == null ? rule : rule.raised(by));
    }
    if (!raised.isEmpty()) {
      throw new IllegalStateException("rules that are not there are raised: " + raised);
    }
    rules.addAll(added);
    return List.copyOf(rules);
  }

  private Rule rule(RuleProperties says) {
    return new Rule(
        says.code(),
        says.text(),
        says.one("table"),
        Severity.named(says.one("severity")),
        checks.of(says));
  }

  private static Stream<RuleProperties> listed(String file) {
    return StreamSupport.stream(shipped(PLACE + file).path("concept").spliterator(), false)
        .map(RuleProperties::new);
  }

  private static JsonNode shipped(String file) {
    try (var in = RuleBook.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("not shipped: " + file);
      }
      return ViewJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
