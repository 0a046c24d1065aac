package parley.server.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.narrative.NarrativeRule;

/** Nothing is stored whose narrative does more than show text to whoever reads it. */
final class NarrativeCheck implements RecordRule {

  private final NarrativeRule rule;

  NarrativeCheck(NarrativeRule rule) {
    this.rule = rule;
  }

  @Override
  public List<Problem> check(Resource resource) {
    return rule.check(resource);
  }
}
