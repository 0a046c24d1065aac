package parley.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A hash of everything that decides what is worked out from the record and kept: the shipped
 * thresholds and maps, the models and the code that keeps it. It changes when any of their files
 * does, so that nothing worked out by an earlier version answers for a later one.
 */
public final class ProgramEdition {

  private ProgramEdition() {}

  /** The hash over the places that these classes were loaded from: jars, or folders of classes. */
  public static String of(Class<?>... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        add(digest, Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI()));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class comes from a place that has no path", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own files cannot be read", e);
    }
  }

  private static void add(MessageDigest digest, Path place) throws IOException {
    for (var file : files(place)) {
      digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
  }

  private static List<Path> files(Path place) throws IOException {
    try (var all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
