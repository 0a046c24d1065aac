package parley.server.terminologyload;

import ca.uhn.fhir.jpa.term.api.ITermLoaderSvc;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipFile;

/** What a file given to load turned out to be. */
sealed interface Release extends AutoCloseable {

  @Override
  void close() throws IOException;

  /** A code system that HAPI's loader can take. */
  enum Kind {
    SNOMED_CT("SNOMED CT", ITermLoaderSvc.SCT_URI),
    LOINC("LOINC", ITermLoaderSvc.LOINC_URI);

    private final String label;
    private final String system;

    Kind(String label, String system) {
      this.label = label;
      this.system = system;
    }

    /** The name to show. */
    String label() {
      return label;
    }

    /** The code system's URI. */
    String system() {
      return system;
    }
  }

  /**
   * A release to load; its files are read from the zip until it is closed.
   *
   * @param kind which code system
   * @param fileName name of the zip, without its folder
   * @param fingerprint SHA-256 of the zip, in hexadecimal
   * @param files the files the loader needs, under the names it looks for
   * @param zip what they are read from
   */
  record Readable(
      Kind kind,
      String fileName,
      String fingerprint,
      List<ITermLoaderSvc.FileDescriptor> files,
      ZipFile zip)
      implements Release {

    public Readable {
      files = List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /**
   * A file that cannot be loaded.
   *
   * @param reason what is wrong with it and what to do, in one line
   */
  record Refused(String reason) implements Release {

    @Override
    public void close() {
      // nothing is held
    }
  }
}
