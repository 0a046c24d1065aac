package parley.submissions.attack;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of attacks in docs/privacy.md, and the tests of a module that are marked as such. */
public final class AttackTable {

  private static final Path PAGE = Path.of("../docs/privacy.md");
  private static final Path CLASSES = Path.of("target/test-classes");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (\\d+)(?: to (\\d+))? \\| ([^|]+) \\| `(\\w+)\\.(\\w+)` \\| ([^|]+) \\|");

  private AttackTable() {}

  /** A test of the list, or a row of the table. */
  public record Proof(int first, int last, String by, String type, String method, String off) {

    private static Proof of(Method method) {
      var attack = method.getAnnotation(Attack.class);
      return new Proof(
          attack.value(),
          Math.max(attack.value(), attack.to()),
          attack.by(),
          method.getDeclaringClass().getSimpleName(),
          method.getName(),
          attack.off());
    }
  }

  /** Rows of the table, in its order. */
  public static List<Proof> rows() throws IOException {
    var rows = new ArrayList<Proof>();
    var row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      var first = Integer.parseInt(row.group(1));
      rows.add(
          new Proof(
              first,
              row.group(2) == null ? first : Integer.parseInt(row.group(2)),
              row.group(3),
              row.group(4),
              row.group(5),
              row.group(6)));
    }
    return rows;
  }

  /** Tests of the module that this is run in, as the table has to have them. */
  public static List<Proof> proofs() throws IOException {
    return attacks().stream()
        .map(Proof::of)
        .sorted(
            Comparator.comparing(Proof::first)
                .thenComparing(Proof::type)
                .thenComparing(Proof::method))
        .toList();
  }

  /** Marked methods of the module that this is run in. */
  public static List<Method> attacks() throws IOException {
    try (var files = Files.walk(CLASSES)) {
      return files
          .map(it -> CLASSES.relativize(it).toString())
          .filter(it -> it.endsWith("Test.class"))
          .flatMap(it -> Arrays.stream(type(it).getDeclaredMethods()))
          .filter(it -> it.isAnnotationPresent(Attack.class))
          .toList();
    }
  }

  /** Why a test would not be run; empty when it is. */
  public static List<String> silent(Method method) {
    var why = new ArrayList<String>();
    var type = method.getDeclaringClass();
    if (!type.getSimpleName().endsWith("Test") || type.isMemberClass()) {
      why.add("its class is no test by its name");
    }
    if (!method.isAnnotationPresent(Test.class)
        && !method.isAnnotationPresent(ParameterizedTest.class)) {
      why.add("it is no test");
    }
    Stream.concat(Arrays.stream(type.getAnnotations()), Arrays.stream(method.getAnnotations()))
        .map(it -> it.annotationType().getName())
        .filter(it -> it.equals(Disabled.class.getName()) || it.contains(".condition."))
        .forEach(why::add);
    return why;
  }

  private static Class<?> type(String file) {
    try {
      var name = file.replace(java.io.File.separatorChar, '.').replaceFirst("\\.class$", "");
      return Class.forName(name, false, AttackTable.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
