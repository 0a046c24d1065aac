package parley.mappings.careplan;

import java.util.List;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.Base;
import parley.mappings.fhirpath.PathHost;

/** What the expressions of a plan may name: {@code %facts}, and no function of our own. */
final class PlanHost extends PathHost {

  PlanHost() {
    super("a plan may name %facts and nothing else");
  }

  @Override
  protected List<Base> named(FHIRPathEngine engine, Object scope, String name) {
    if (name.equals("facts")) {
      return List.of((Base) scope);
    }
    throw refused(); // a name that is nothing would make every condition unknown, without a word
  }
}
