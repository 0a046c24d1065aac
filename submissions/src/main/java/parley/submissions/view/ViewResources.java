package parley.submissions.view;

import java.util.stream.Stream;

/** The port through which views see the record; implemented by whoever keeps it. */
@FunctionalInterface
public interface ViewResources {

  /**
   * The resources of one type, and possibly of others, which are passed over.
   *
   * @return read once, in order, and closed by the reader
   */
  Stream<ResourceText> ofType(String resourceType);
}
