package parley.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Command-line options of the form {@code --name value} and {@code --flag}. */
final class Options {

  private final Map<String, String> values = new HashMap<>();

  /**
   * Reads a command line.
   *
   * @param flags options that take no value
   * @param named options that take one
   * @throws IllegalArgumentException naming the option that is unknown or lacks its value
   */
  Options(List<String> arguments, Set<String> flags, Set<String> named) {
    var rest = arguments.iterator();
    while (rest.hasNext()) {
      var argument = rest.next();
      var name = argument.startsWith("--") ? argument.substring(2) : "";
      if (flags.contains(name)) {
        values.put(name, "true");
      } else if (named.contains(name) && rest.hasNext()) {
        values.put(name, rest.next());
      } else {
        throw new IllegalArgumentException("unknown option or missing value: " + argument);
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, String.valueOf(otherwise)));
  }

  List<Integer> numbers(String name, String otherwise) {
    return List.of(text(name, otherwise).split(",")).stream().map(Integer::valueOf).toList();
  }
}
