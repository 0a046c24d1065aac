package parley.submissions.pseudonym;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that holds a key as the gateway does, and then writes a dump of its heap. */
final class KeyHolder {

  /** What is held for as long as the program runs. */
  private static final List<Object> HELD = new ArrayList<>();

  private KeyHolder() {}

  /**
   * @param arguments file of the key, file of the dump, and whether the defence is off
   */
  public static void main(String[] arguments) throws IOException {
    var file = Path.of(arguments[0]);
    var ring =
        new KeyRing(
            ((KeyReading.Accepted) MasterKey.read(new KeySource.File(file))).key(), List.of());
    HELD.add(ring);
    var scope = new PseudonymScope("QWE", "evaluation", "2026-10");
    System.out.println(ring.pseudonyms(scope).of(IdentifierKind.PATIENT, "9990000018"));
    if (Boolean.parseBoolean(arguments[2])) {
      HELD.add(Files.readString(file));
      HELD.add(MadeKeys.bytes(1));
    }
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[1], true);
  }
}
