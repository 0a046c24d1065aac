package parley.server.submission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a command: plain ones, {@code --name value} and {@code --flag}. */
public record Arguments(List<String> plain, Map<String, String> named, Set<String> flags) {

  public Arguments {
    plain = List.copyOf(plain);
    named = Map.copyOf(named);
    flags = Set.copyOf(flags);
  }

  /** Words that cannot be read, with the reason. */
  public record Reading(Optional<Arguments> arguments, String problem) {}

  /**
   * Reads the words after the command.
   *
   * @param names that take a value, with their dashes
   * @param flags that take none
   */
  public static Reading read(List<String> words, Set<String> names, Set<String> flags) {
    var plain = new ArrayList<String>();
    var named = new LinkedHashMap<String, String>();
    var given = new HashSet<String>();
    for (var at = 0; at < words.size(); at++) {
      var word = words.get(at);
      if (flags.contains(word)) {
        given.add(word);
      } else if (names.contains(word)) {
        at++;
        if (at == words.size() || words.get(at).isBlank() || words.get(at).startsWith("--")) {
          return wrong(word + " needs a value");
        }
        if (named.put(word, words.get(at)) != null) {
          return wrong(word + " is given twice");
        }
      } else if (word.startsWith("-")) {
        return wrong(word + " is no option of this command");
      } else {
        plain.add(word);
      }
    }
    return new Reading(Optional.of(new Arguments(plain, named, given)), "");
  }

  private static Reading wrong(String problem) {
    return new Reading(Optional.empty(), problem);
  }

  /** What was given after a name. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(named.get(name));
  }
}
