package parley.submissions.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attack 29: the table of attacks in docs/privacy.md names for each a test, and what that test
 * switches off. Both are there.
 */
class AttackListTest {

  private static final Path TABLE = Path.of("../docs/privacy.md");
  private static final Path TESTS = Path.of("src/test/java/parley/submissions");
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\| [^|]+ \\| `(\\w+)\\.(\\w+)` \\| `([^`]+)`[^|]* \\|");

  /** A row of the table: a test, and the word in it by which its defence is off. */
  record Proof(int attack, String type, String method, String off) {}

  @Test
  void everyAttackOfTheListHasAProof() throws IOException {
    var attacks = proofs().map(Proof::attack).collect(Collectors.toCollection(TreeSet::new));
    assertThat(attacks).containsExactlyElementsOf(IntStream.rangeClosed(1, 28).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void theTestIsThereAndSwitchesTheDefenceOff(Proof proof) throws IOException {
    assertThat(fault(proof, source(proof.type()))).as("%s", proof).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void a29ATestWithoutItsOffArmIsMissed(Proof proof) throws IOException {
    var source = source(proof.type());
    Defence.holds(
        "a proof without an arm",
        faults(proof, List.of(source)),
        faults(
            proof,
            List.of(
                source.replace(proof.off(), "gone"),
                source.replace(" " + proof.method() + "(", " gone("),
                source.replaceAll("@(Parameterized)?Test\\b", "@Disabled"))));
  }

  private static long faults(Proof proof, List<String> sources) {
    return sources.stream().filter(source -> fault(proof, source).isPresent()).count();
  }

  /** What is wrong with a proof in the source of its class; nothing when it is one. */
  private static Optional<String> fault(Proof proof, String source) {
    var at = source.indexOf(" void " + proof.method() + "(");
    if (at < 0) {
      return Optional.of("no such test");
    }
    var before = source.substring(Math.max(0, source.lastIndexOf("\n  }\n", at)), at);
    if (!before.contains("Test\n") && !before.contains("Test(")) {
      return Optional.of("it is not run");
    }
    var body = source.substring(at, source.indexOf("\n  }\n", at));
    return body.contains(proof.off()) ? Optional.empty() : Optional.of("nothing is off");
  }

  private static String source(String type) throws IOException {
    try (var files = Files.walk(TESTS)) {
      var found = files.filter(it -> it.endsWith(type + ".java")).toList();
      assertThat(found).as(type).hasSize(1);
      return Files.readString(found.get(0));
    }
  }

  static Stream<Proof> proofs() throws IOException {
    var proofs = new ArrayList<Proof>();
    var row = ROW.matcher(Files.readString(TABLE));
    while (row.find()) {
      proofs.add(
          new Proof(Integer.parseInt(row.group(1)), row.group(2), row.group(3), row.group(4)));
    }
    assertThat(Set.copyOf(proofs)).hasSameSizeAs(proofs);
    return proofs.stream();
  }
}
