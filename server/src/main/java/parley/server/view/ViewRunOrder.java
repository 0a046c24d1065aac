package parley.server.view;

import java.util.List;
import parley.submissions.view.ResourceText;
import parley.submissions.view.View;

/**
 * What is to be run.
 *
 * @param header whether a CSV begins with the names of the columns
 * @param limit most rows
 * @param source what it is run on
 */
record ViewRunOrder(View view, ViewFormat format, boolean header, long limit, Source source) {

  /** What a view is run on. */
  sealed interface Source {

    /** Resources that came with the request. */
    record Inline(List<ResourceText> resources) implements Source {
      public Inline {
        resources = List.copyOf(resources);
      }
    }

    /** The record. */
    record Store(RecordSelection selection) implements Source {}
  }
}
