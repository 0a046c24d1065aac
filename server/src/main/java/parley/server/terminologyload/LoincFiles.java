package parley.server.terminologyload;

import ca.uhn.fhir.jpa.term.api.ITermLoaderSvc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.io.input.BOMInputStream;

/**
 * The files of a LOINC release under the names that HAPI's loader looks for, which are those of
 * LOINC itself but for the hierarchy, renamed in LOINC 2.74. The loader also wants a {@code
 * loinc.xml} that says which columns become properties; Parley brings its own, because LOINC's has
 * a version and is then refused.
 */
final class LoincFiles {

  private static final String TABLE = "LoincTable/Loinc.csv";
  private static final String HIERARCHY =
      "AccessoryFiles/MultiAxialHierarchy/MultiAxialHierarchy.csv";
  private static final String HIERARCHY_SINCE_2_74 =
      "AccessoryFiles/ComponentHierarchyBySystem/ComponentHierarchyBySystem.csv";

  /** Without any of these HAPI's loader stops. */
  private static final List<String> NEEDED =
      List.of(
          TABLE,
          HIERARCHY,
          "AccessoryFiles/AnswerFile/AnswerList.csv",
          "AccessoryFiles/AnswerFile/LoincAnswerListLink.csv",
          "AccessoryFiles/DocumentOntology/DocumentOntology.csv",
          "AccessoryFiles/GroupFile/Group.csv",
          "AccessoryFiles/GroupFile/GroupLoincTerms.csv",
          "AccessoryFiles/GroupFile/ParentGroup.csv",
          "AccessoryFiles/ImagingDocuments/ImagingDocumentCodes.csv",
          "AccessoryFiles/LoincIeeeMedicalDeviceCodeMappingTable/"
              + "LoincIeeeMedicalDeviceCodeMappingTable.csv",
          "AccessoryFiles/LoincRsnaRadiologyPlaybook/LoincRsnaRadiologyPlaybook.csv",
          "AccessoryFiles/LoincUniversalLabOrdersValueSet/LoincUniversalLabOrdersValueSet.csv",
          "AccessoryFiles/PartFile/LoincPartLink_Primary.csv",
          "AccessoryFiles/PartFile/LoincPartLink_Supplementary.csv",
          "AccessoryFiles/PartFile/Part.csv",
          "AccessoryFiles/PartFile/PartRelatedCodeMapping.csv");

  /** Taken when there: names for consumers, and what replaces a withdrawn code. */
  private static final List<String> WELCOME =
      List.of("AccessoryFiles/ConsumerName/ConsumerName.csv", "LoincTable/MapTo.csv");

  /** At the beginning of a row of the table: up to seven digits, a hyphen, a check digit. */
  private static final Pattern CODE = Pattern.compile("\"?[0-9]{1,7}-[0-9]\"?,");

  private LoincFiles() {}

  /** Whether a zip holds the LOINC table, with or without the other files. */
  static boolean isIn(ZipFile zip) {
    return entry(zip, TABLE).isPresent();
  }

  /** The files to load. */
  static ReleaseFiles find(ZipFile zip) {
    var files = new ArrayList<ITermLoaderSvc.FileDescriptor>();
    var entries = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (var name : NEEDED) {
      entry(zip, name)
          .ifPresentOrElse(it -> add(zip, name, it, files, entries), () -> missing.add(name));
    }
    for (var name : WELCOME) {
      entry(zip, name).ifPresent(it -> add(zip, name, it, files, entries));
    }
    files.add(new OwnDescription());
    if (!missing.isEmpty()) {
      return ReleaseFiles.lacking(
          "the LOINC release is not the complete one; missing: " + String.join(", ", missing));
    }
    return ReleaseFiles.of(files, entries, () -> wrong(zip, entries));
  }

  /** The table is read before anything is replaced: one without a code replaces nothing. */
  private static Optional<String> wrong(ZipFile zip, List<String> entries) throws IOException {
    var table = entries.stream().filter(entry -> entry.endsWith(TABLE)).findFirst().orElseThrow();
    try (var lines = lines(zip, table)) {
      return lines.filter(line -> CODE.matcher(line).lookingAt()).count() > 0
          ? Optional.empty()
          : Optional.of(TABLE + " holds no LOINC code, so nothing would be left to look up");
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        return Optional.of(TABLE + " is not in UTF-8; download the release again");
      }
      throw e;
    }
  }

  private static Stream<String> lines(ZipFile zip, String entry) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(
                zip.getInputStream(zip.getEntry(entry)), StandardCharsets.UTF_8.newDecoder()));
    return reader.lines();
  }

  private static void add(
      ZipFile zip,
      String name,
      String entry,
      List<ITermLoaderSvc.FileDescriptor> files,
      List<String> entries) {
    files.add(new Renamed(name, zip, entry));
    entries.add(entry);
  }

  /** The entry of a name, in whatever folder the release is packed. */
  private static Optional<String> entry(ZipFile zip, String name) {
    var found =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(it -> it.equals(name) || it.endsWith("/" + name))
            .findFirst();
    return found.isEmpty() && name.equals(HIERARCHY) ? entry(zip, HIERARCHY_SINCE_2_74) : found;
  }

  private record Renamed(String name, ZipFile zip, String entry)
      implements ITermLoaderSvc.FileDescriptor {

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public InputStream getInputStream() {
      try {
        return BOMInputStream.builder()
            .setInputStream(zip.getInputStream(zip.getEntry(entry)))
            .get();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record OwnDescription() implements ITermLoaderSvc.FileDescriptor {

    @Override
    public String getFilename() {
      return "loinc.xml";
    }

    @Override
    public InputStream getInputStream() {
      return Objects.requireNonNull(LoincFiles.class.getResourceAsStream("loinc.xml"));
    }
  }
}
