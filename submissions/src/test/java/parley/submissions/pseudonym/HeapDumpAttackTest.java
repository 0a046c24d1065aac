package parley.submissions.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/** Attack 2 on a dump of the memory of a program that holds the key. */
class HeapDumpAttackTest {

  /** HMAC keeps its key in these two forms (RFC 2104). */
  private static final int INNER = 0x36;

  private static final int OUTER = 0x5c;

  @TempDir Path folder;

  @Test
  @Attack(
      value = 2,
      by = "dump of the heap of a program that holds the key",
      off = "the key outside the heap, and wiping: as bytes and text")
  void a02TheKeyIsInNoDumpOfTheHeap() throws Exception {
    Defence.holds("forms of the key in a dump", found(false), found(true));
  }

  private long found(boolean off) throws IOException, InterruptedException {
    var key = folder.resolve("key-" + off);
    Files.writeString(key, Base64.getEncoder().encodeToString(MadeKeys.bytes(1)));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    var dump = folder.resolve("dump-" + off + ".hprof");
    var told = folder.resolve("told-" + off);
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes(),
                KeyHolder.class.getName(),
                key.toString(),
                dump.toString(),
                Boolean.toString(off))
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    var scope = new PseudonymScope("QWE", "evaluation", "2026-10");
    var token = new Pseudonyms(MadeKeys.key(1), scope).of(IdentifierKind.PATIENT, "9990000018");
    assertThat(Files.readString(told)).as("the program had the key").startsWith(token.value());
    // A character for each byte.
    var bytes = Files.readString(dump, StandardCharsets.ISO_8859_1);
    assertThat(bytes).as("it is a dump, and of this program").contains("QWE", "KeyHolder");
    return forms().stream().filter(bytes::contains).count();
  }

  private static List<String> forms() {
    var forms = new ArrayList<>(MadeKeys.forms(1));
    for (var form : MadeKeys.forms(1)) {
      forms.add(new String(form.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1));
    }
    var secret = MadeKeys.bytes(1);
    var salt = "parley pseudonym 1".getBytes(StandardCharsets.US_ASCII);
    for (var one : List.of(secret, Hkdf.hmac(salt, secret))) {
      forms.add(new String(one, StandardCharsets.ISO_8859_1));
      forms.add(masked(one, INNER));
      forms.add(masked(one, OUTER));
    }
    return forms;
  }

  private static String masked(byte[] key, int mask) {
    var masked = key.clone();
    for (var at = 0; at < masked.length; at++) {
      masked[at] ^= (byte) mask;
    }
    return new String(masked, StandardCharsets.ISO_8859_1);
  }

  private static String classes() {
    return Stream.of(MasterKey.class, KeyHolder.class)
        .map(it -> it.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(it -> Path.of(it.getPath()).toString())
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }
}
