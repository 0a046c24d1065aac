package parley.camelroutes;

import java.util.List;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;

/** Port to the validator: do the resources of a bundle conform to their profiles? */
public interface ProfileCheck {

  /**
   * Checks every resource of a bundle.
   *
   * @return what is wrong, naming the FHIR element; empty when all conform
   */
  List<Problem> check(RecordBundle bundle);
}
