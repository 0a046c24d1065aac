package parley.server.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import parley.server.RunningGateway;
import parley.server.release.MadeAgreement;

/** A folder of agreements and a key, as somebody would set them up who releases data. */
public final class MadeRelease {

  /** Who may have pseudonymised data. */
  public static final String BY = "ANALYST";

  private static final Path ROOT = RunningGateway.temporary();

  private MadeRelease() {}

  /** Where agreements are. */
  public static Path folder() {
    return ROOT;
  }

  /** A file with a key, drawn from a seed: nobody's secret. */
  public static Path key() {
    var key = new byte[32];
    new Random(11).nextBytes(key);
    var file = ROOT.resolve("pseudonym.key");
    try {
      Files.deleteIfExists(file);
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      return Files.writeString(file, Base64.getEncoder().encodeToString(key) + '\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts an agreement about elements into the folder; a precision follows its path. */
  public static Path agreement(String name, String expiry, String... elements) {
    var more = new ArrayList<>(List.of("{\"name\":\"linkable\",\"valueBoolean\":true}"));
    for (var element : elements) {
      var parts = element.split(" ");
      more.add(
          "{\"name\":\"element\",\"part\":[{\"name\":\"path\",\"valueString\":\"%s\"}%s]}"
              .formatted(
                  parts[0],
                  parts.length == 1
                      ? ""
                      : ",{\"name\":\"precision\",\"valueCode\":\"" + parts[1] + "\"}"));
    }
    var json =
        MadeAgreement.json(
            "https://parley.example/fhir/agreement/" + name,
            "1",
            "PSEUDONYMISED",
            expiry,
            more.toArray(String[]::new));
    try {
      return Files.writeString(ROOT.resolve(name + ".json"), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
