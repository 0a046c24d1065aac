package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is called: same seed, same bytes. */
class SynthesisTest {

  /** As FHIR and as PID-3 write it. */
  private static final Pattern NHS_NUMBER =
      Pattern.compile("nhs-number\",\"value\":\"(\\d+)\"|\\|(\\d+)\\^\\^\\^NHS\\^NH");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    assertThat(run("a", "--referrals", "60", "--seed", "7", "--services", "3")).isZero();
    assertThat(run("b", "--referrals", "60", "--seed", "7", "--services", "3")).isZero();
    assertThat(run("c", "--referrals", "60", "--seed", "8", "--services", "3")).isZero();
    assertThat(files("a")).isEqualTo(files("b"));
    assertThat(files("a").keySet())
        .containsExactly(
            "fhir/bundles-00000.ndjson",
            "fhir/bundles-00001.ndjson",
            "hl7/batch-00001.hl7",
            "truth.csv",
            "truth.json");
    assertThat(files("c").get("truth.csv")).isNotEqualTo(files("a").get("truth.csv"));
    assertThat(text()).contains("HL7 v2 messages in 1 batch files");
  }

  @Test
  void aReferralIsTheSameHoweverManyAreMade() throws IOException {
    assertThat(run("few", "--referrals", "20", "--seed", "7", "--format", "fhir")).isZero();
    assertThat(run("many", "--referrals", "50", "--seed", "7", "--format", "fhir")).isZero();
    for (var file : new String[] {"truth.csv", "fhir/bundles-00001.ndjson"}) {
      assertThat(files("many").get(file)).startsWith(files("few").get(file));
    }
  }

  @Test
  void nhsNumbersAreOfTheTestRangeAndOfOnePersonEach() throws IOException {
    run("out", "--referrals", "60", "--seed", "7", "--ndjson");
    var all = String.join("\n", files("out").values());
    var found =
        NHS_NUMBER
            .matcher(all)
            .results()
            .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
            .distinct()
            .toList();
    assertThat(found).hasSizeGreaterThan(40).allMatch(it -> it.startsWith("999"));
    assertThat(found).allMatch(NhsNumbers::valid);
    var patients = files("out").get("fhir/Patient.ndjson").lines().toList();
    assertThat(patients).hasSameSizeAs(new HashSet<>(patients));
  }

  @Test
  void numbersOfManyPeopleAreValidAndDiffer() {
    var numbers = new HashSet<String>();
    for (var n = 0; n < NhsNumbers.MANY; n += 37) {
      var number = NhsNumbers.nth(n);
      assertThat(NhsNumbers.valid(number)).as(number).isTrue();
      assertThat(numbers.add(number)).isTrue();
    }
    assertThat(NhsNumbers.nth(0)).isNotEqualTo(NhsNumbers.nth(1));
  }

  @Test
  void aBatchCountsItsMessages() throws IOException {
    run("out", "--referrals", "30", "--seed", "7", "--format", "hl7");
    var batch = files("out").get("hl7/batch-00001.hl7");
    var segments = batch.lines().toList();
    var messages = segments.stream().filter(it -> it.startsWith("MSH|")).count();
    assertThat(segments.get(segments.size() - 2)).isEqualTo("BTS|" + messages);
    assertThat(segments.get(segments.size() - 1)).isEqualTo("FTS|1");
    assertThat(messages).isGreaterThan(100);
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    assertThat(run("x", "--referrals", "0", "--seed", "7")).isEqualTo(2);
    assertThat(run("x", "--referrals", "10")).isEqualTo(2);
    assertThat(run("x", "--referrals", "10", "--seed", "seven")).isEqualTo(2);
    assertThat(run("x", "--referrals", "10", "--seed", "7", "--from", "2026-01-01")).isEqualTo(2);
    assertThat(run("x", "--referrals", "10", "--seed", "7", "--errors", "2")).isEqualTo(2);
    assertThat(run("x", "--referrals", "10", "--seed", "7", "--format", "csv")).isEqualTo(2);
    assertThat(run("x", "--referrals", "10", "--seed", "7", "--flavour", "sweet")).isEqualTo(2);
    Files.writeString(Files.createDirectories(folder.resolve("used")).resolve("a"), "b");
    assertThat(run("used", "--referrals", "10", "--seed", "7")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(8)
        .allMatch(it -> it.startsWith("parley: "))
        .last()
        .asString()
        .contains("is not an empty folder");
    assertThat(Files.exists(folder.resolve("x"))).isFalse();
  }

  private int run(String name, String... more) {
    var args = new String[more.length + 3];
    args[0] = "synth";
    args[1] = "--out";
    args[2] = folder.resolve(name).toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return new SynthCommand(new PrintStream(out), new PrintStream(err)).run(args);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private Map<String, String> files(String name) throws IOException {
    var root = folder.resolve(name);
    try (var all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  it -> root.relativize(it).toString(),
                  SynthesisTest::read,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
