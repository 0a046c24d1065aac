package parley.submissions.bulk;

import java.util.List;
import java.util.Map;
import parley.submissions.canary.CanaryHit;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;

/** What came of an export. */
public sealed interface BulkResult {

  /**
   * It may be offered.
   *
   * @param files NDJSON, at most one of each type; {@code Parameters} are pairs of tokens
   * @param resources how many left, by type
   * @param withheld how many were withheld whole, by the rule that did not let them pass. People
   *     who opted out are in no count
   */
  record Written(List<Written.File> files, Map<String, Long> resources, Map<String, Long> withheld)
      implements BulkResult {
    public Written {
      files = List.copyOf(files);
      resources = Map.copyOf(resources);
      withheld = Map.copyOf(withheld);
    }

    /** The file of one type. */
    public record File(String type, ProductFile<Product.Pseudonymised> file) {}
  }

  /**
   * Something of a person was found in it, so that nothing may be offered.
   *
   * @param hits where; what is not said
   */
  record Stopped(List<CanaryHit> hits) implements BulkResult {
    public Stopped {
      hits = List.copyOf(hits);
    }
  }
}
