package parley.server.terminologyload;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads the zip that an operator names and says what it is, before anything is started. */
final class ReleaseZip {

  private static final byte[] MAGIC = "PK".getBytes(StandardCharsets.US_ASCII);
  private static final String CUT_SHORT =
      " is cut short or damaged; download it again and compare its checksum";

  private ReleaseZip() {}

  /**
   * Opens a release.
   *
   * @param file the zip as it was downloaded
   * @return the release, to be closed; or why it cannot be loaded
   * @throws IOException when the file system fails
   */
  static Release open(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Release.Refused(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return new Release.Refused(file + " is not a file that can be read");
    }
    if (!isZip(file)) {
      return new Release.Refused(
          file + " is not a zip; give the release as it was downloaded, not unpacked");
    }
    try {
      return read(file, new ZipFile(file.toFile()));
    } catch (ZipException e) {
      return new Release.Refused(file + CUT_SHORT);
    }
  }

  private static boolean isZip(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  private static Release read(Path file, ZipFile zip) throws IOException {
    var release = recognise(file, zip);
    if (release instanceof Release.Refused) {
      zip.close();
    }
    return release;
  }

  private static Release recognise(Path file, ZipFile zip) throws IOException {
    Release.Kind kind;
    ReleaseFiles.Finder finder;
    if (SnomedFiles.isIn(zip)) {
      kind = Release.Kind.SNOMED_CT;
      finder = SnomedFiles::find;
    } else if (LoincFiles.isIn(zip)) {
      kind = Release.Kind.LOINC;
      finder = LoincFiles::find;
    } else {
      return new Release.Refused(
          file
              + " is neither a SNOMED CT release in RF2 (no sct2_Concept_*.txt) nor a LOINC release"
              + " (no LoincTable/Loinc.csv)");
    }
    var found = finder.find(zip);
    if (!found.problem().isEmpty()) {
      return new Release.Refused(file + ": " + found.problem());
    }
    for (var entry : found.entries()) {
      if (!isWhole(zip, entry)) {
        return new Release.Refused(file + CUT_SHORT + " (" + entry + ")");
      }
    }
    var unfit = found.content().problem();
    if (unfit.isPresent()) {
      return new Release.Refused(file + ": " + unfit.get());
    }
    return new Release.Readable(
        kind, String.valueOf(file.getFileName()), fingerprint(file), found.files(), zip);
  }

  /** Java compares no checksum when it reads a zip this way. */
  private static boolean isWhole(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue() == entry.getCrc();
    } catch (ZipException | EOFException e) {
      return false;
    }
  }

  private static String fingerprint(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
