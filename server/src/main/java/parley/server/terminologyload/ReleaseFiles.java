package parley.server.terminologyload;

import ca.uhn.fhir.jpa.term.api.ITermLoaderSvc;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The files of a release as the loader wants them, or what stands in the way.
 *
 * @param files the files under the names that HAPI's loader looks for
 * @param entries names of the zip entries they are read from
 * @param problem what is missing, in one line; empty when nothing is
 * @param content to be asked once the files are known to be whole
 */
record ReleaseFiles(
    List<ITermLoaderSvc.FileDescriptor> files,
    List<String> entries,
    String problem,
    Check content) {

  ReleaseFiles {
    files = List.copyOf(files);
    entries = List.copyOf(entries);
  }

  static ReleaseFiles of(
      List<ITermLoaderSvc.FileDescriptor> files, List<String> entries, Check content) {
    return new ReleaseFiles(files, entries, "", content);
  }

  static ReleaseFiles lacking(String problem) {
    return new ReleaseFiles(List.of(), List.of(), problem, Optional::empty);
  }

  /** Reads what is in the files, row by row. */
  interface Check {
    /** What makes them unfit to be loaded, in one line; empty when nothing does. */
    Optional<String> problem() throws IOException;
  }

  /** Finds the files of one kind of release in a zip. */
  interface Finder {
    ReleaseFiles find(ZipFile zip) throws IOException;
  }
}
