package parley.server.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;

/** A rule on what is written through the endpoint that no profile can express. */
public interface RecordRule {

  /**
   * Brings a resource into the one form it is stored in, before anything checks it. By default it
   * is left as it came.
   */
  default void settle(Resource resource) {}

  /**
   * Checks a resource as it will be stored.
   *
   * @return what is wrong with it, locations as FHIRPath; empty when nothing is or the rule is
   *     about other resources
   */
  List<Problem> check(Resource resource);
}
