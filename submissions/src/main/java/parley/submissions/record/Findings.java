package parley.submissions.record;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** Collects what could not be read, in the order it is met. */
final class Findings {

  private final List<Finding> found = new ArrayList<>();

  void add(Resource resource, String element, String rule, String remedy) {
    var path = resource.fhirType() + '/' + resource.getIdPart() + '.' + element;
    found.add(new Finding(path, rule, remedy));
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}
