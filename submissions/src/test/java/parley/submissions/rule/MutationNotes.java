package parley.submissions.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What {@code submission/mutations.txt} says of a rule: how it is broken, where the first change
 * that comes to mind would break others too, and which others are broken by it unavoidably.
 *
 * @param changes in order; empty when the check says enough
 * @param also codes of the rules that are broken together with it
 * @param reason why they are
 */
record MutationNotes(List<Consumer<GoldenFile>> changes, Set<String> also, String reason) {

  private static final Path FILE = Path.of("src/test/resources/submission/mutations.txt");
  private static final Map<String, MutationNotes> ALL = read();

  static MutationNotes of(String rule) {
    return ALL.getOrDefault(rule, new MutationNotes(List.of(), Set.of(), ""));
  }

  /** The rules of which the file says something. */
  static Set<String> rules() {
    return ALL.keySet();
  }

  private static Map<String, MutationNotes> read() {
    try {
      var notes = new HashMap<String, MutationNotes>();
      var reason = "";
      for (var line : Files.readAllLines(FILE)) {
        if (line.startsWith("# ")) {
          reason = line.substring(2);
        } else if (!line.isBlank()) {
          var parts = line.split("\\|", -1);
          notes.put(
              parts[0].strip(), new MutationNotes(changes(parts[1]), words(parts[2]), reason));
        }
      }
      return notes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split(" +"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  private static List<Consumer<GoldenFile>> changes(String text) {
    var changes = new ArrayList<Consumer<GoldenFile>>();
    for (var change : text.strip().split("; ")) {
      if (!change.isBlank()) {
        changes.add(change(change));
      }
    }
    return List.copyOf(changes);
  }

  /** A verb, a table, and what its row says, joined by commas. */
  private static Consumer<GoldenFile> change(String text) {
    var parts = text.strip().split(" ", 3);
    var values = parts.length < 3 ? new String[0] : parts[2].split(",");
    var table = parts[1];
    return switch (parts[0]) {
      case "set" -> file -> file.with(table, values);
      case "set-second" -> file -> file.withSecond(table, values);
      case "remove" -> file -> file.withoutFirst(table);
      case "remove-all" -> file -> file.without(table);
      case "copy" -> file -> file.like(table, values);
      case "add" -> file -> file.add(table, values);
      default -> throw new IllegalArgumentException("no such change: " + text);
    };
  }
}
