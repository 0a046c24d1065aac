package parley.server.terminologyload;

import ca.uhn.fhir.jpa.term.api.ITermLoaderSvc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import parley.terminology.SnomedId;

/**
 * The files of a SNOMED CT release in RF2.
 *
 * <p>HAPI's loader takes files whose names begin {@code sct2_Concept_Full_}, {@code
 * sct2_Description_Full} and {@code sct2_Relationship_Full}. A UK edition has none of its own by
 * these names ({@code sct2_Concept_UKCLSnapshot_}, {@code sct2_Concept_MONOSnapshot_}), and in a
 * full release the loader would take every term a concept ever had. So each file is handed over
 * under the name looked for, with the rows that hold now: concepts, fully specified names as the
 * display, and is-a relationships, which are all that the loader keeps.
 *
 * <p>Names of files: SNOMED CT Release File Specification, 3.3.2; columns: 4.2.1 to 4.2.3.
 */
final class SnomedFiles {

  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:.*/)?x?sct2_(Concept|Description|Relationship)_[A-Za-z0-9]*?(Full|Snapshot)"
              + "(?:-([A-Za-z-]+))?_[^/]+\\.txt");

  /** Fully specified name; 900000000000003001 in the release's own metadata. */
  private static final String FULLY_SPECIFIED_NAME = "900000000000003001";

  /** Is a (attribute). */
  private static final String IS_A = "116680003";

  private static final String NOT_UTF_8 =
      " is not in UTF-8, which RF2 is always in; download it again";

  private enum Content {
    CONCEPT("Concept", List.of("id", "effectiveTime", "active")),
    DESCRIPTION(
        "Description", List.of("id", "effectiveTime", "active", "conceptId", "typeId", "term")),
    RELATIONSHIP(
        "Relationship",
        List.of("id", "effectiveTime", "active", "sourceId", "destinationId", "typeId"));

    private final String type;
    private final List<String> columns;

    Content(String type, List<String> columns) {
      this.type = type;
      this.columns = columns;
    }

    /** The columns that hold identifiers of SNOMED CT. */
    private List<String> identifiers() {
      return columns.stream().filter(it -> it.equals("id") || it.endsWith("Id")).toList();
    }

    private String wantedName() {
      return "Terminology/sct2_" + type + "_Full_.txt";
    }

    private boolean keeps(ZipRows.Row row) {
      return switch (this) {
        case CONCEPT -> true; // the loader itself goes by the latest row of a concept
        case DESCRIPTION ->
            row.get("active").equals("1") && row.get("typeId").equals(FULLY_SPECIFIED_NAME);
        case RELATIONSHIP -> row.get("active").equals("1") && row.get("typeId").equals(IS_A);
      };
    }
  }

  private record Entry(String name, Content content, String releaseType) {}

  private SnomedFiles() {}

  /** Whether a zip holds RF2, complete or not. */
  static boolean isIn(ZipFile zip) {
    return zip.stream().anyMatch(entry -> entry.getName().contains("sct2_"));
  }

  /** The files to load; those of the snapshot when there is one, else of the full release. */
  static ReleaseFiles find(ZipFile zip) throws IOException {
    var entries = zip.stream().map(ZipEntry::getName).flatMap(SnomedFiles::entry).toList();
    for (var releaseType : List.of("Snapshot", "Full")) {
      var ofType = entries.stream().filter(it -> it.releaseType().equals(releaseType)).toList();
      if (missing(ofType).isEmpty()) {
        return files(zip, ofType);
      }
    }
    return ReleaseFiles.lacking(
        "the SNOMED CT release has no complete snapshot and no complete full set of files; missing: "
            + String.join(", ", missing(entries.isEmpty() ? entries : mostComplete(entries))));
  }

  private static List<Entry> mostComplete(List<Entry> entries) {
    var snapshot = entries.stream().filter(it -> it.releaseType().equals("Snapshot")).toList();
    return snapshot.isEmpty() ? entries : snapshot;
  }

  private static Stream<Entry> entry(String name) {
    var matcher = ENTRY.matcher(name);
    if (!matcher.matches()) {
      return Stream.empty();
    }
    var language = matcher.group(3);
    if (language != null && !language.toLowerCase(Locale.ROOT).startsWith("en")) {
      return Stream.empty();
    }
    var content = Content.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    return Stream.of(new Entry(name, content, matcher.group(2)));
  }

  private static List<String> missing(List<Entry> entries) {
    return Arrays.stream(Content.values())
        .filter(content -> entries.stream().noneMatch(it -> it.content() == content))
        .map(content -> "sct2_" + content.type + "_*Snapshot*.txt")
        .toList();
  }

  private static ReleaseFiles files(ZipFile zip, List<Entry> entries) throws IOException {
    var files = new ArrayList<Rows>();
    for (var entry : entries) {
      var rows = ZipRows.of(zip, entry.name());
      if (!rows.has(entry.content().columns)) {
        return ReleaseFiles.lacking(
            entry.name()
                + " is not RF2: its first line must name the columns "
                + String.join(", ", entry.content().columns));
      }
      files.add(new Rows(entry, rows));
    }
    return ReleaseFiles.of(
        List.copyOf(files), entries.stream().map(Entry::name).toList(), () -> wrong(files));
  }

  /**
   * Every row is read before anything is replaced: a release that holds nothing replaces nothing.
   */
  private static Optional<String> wrong(List<Rows> files) {
    var concepts = false;
    for (var file : files) {
      var line = 1L;
      try (var rows = file.rows().rows()) {
        for (var row : (Iterable<ZipRows.Row>) rows::iterator) {
          line++;
          for (var column : file.entry().content().identifiers()) {
            if (!SnomedId.isValid(row.get(column))) {
              return Optional.of(
                  "%s, line %d: %s is not a SNOMED CT identifier (6 to 18 digits with a right check"
                          .formatted(file.entry().name(), line, column)
                      + " digit); the file is damaged or no release");
            }
          }
          concepts |= file.entry().content() == Content.CONCEPT && row.get("active").equals("1");
        }
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof CharacterCodingException) {
          return Optional.of(file.entry().name() + NOT_UTF_8);
        }
        throw e;
      }
    }
    return concepts
        ? Optional.empty()
        : Optional.of("the release holds no active concept, so nothing would be left to look up");
  }

  /** One file of the release under the name the loader looks for. */
  private record Rows(Entry entry, ZipRows rows) implements ITermLoaderSvc.FileDescriptor {

    @Override
    public String getFilename() {
      return entry.content().wantedName();
    }

    @Override
    public InputStream getInputStream() {
      Predicate<ZipRows.Row> kept = entry.content()::keeps;
      return rows.only(entry.releaseType().equals("Full") ? latest().and(kept) : kept);
    }

    /** A full file has a row for each state that a component was ever in. */
    private Predicate<ZipRows.Row> latest() {
      Map<String, String> latest = new HashMap<>();
      try (var all = rows.rows()) {
        all.forEach(
            row ->
                latest.merge(
                    row.get("id"),
                    row.get("effectiveTime"),
                    (one, other) -> one.compareTo(other) >= 0 ? one : other));
      }
      return row -> row.get("effectiveTime").equals(latest.get(row.get("id")));
    }
  }
}
