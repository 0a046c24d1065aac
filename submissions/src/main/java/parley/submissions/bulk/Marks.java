package parley.submissions.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.codesystems.V3ObservationValue;
import parley.submissions.allowlist.AllowList;
import parley.submissions.allowlist.Leaf;
import parley.terminology.Systems;

/** Says in each resource what was done to it (FHIR R4 Resource.meta.security). */
final class Marks {

  /** System of the identifiers that a pseudonymised Patient has: never that of a real number. */
  static final String PSEUDONYM = Systems.identifier("pseudonym");

  private final List<V3ObservationValue> done = new ArrayList<>();

  Marks(AllowList list) {
    // HL7 spells it so.
    done.add(V3ObservationValue.CRYTOHASH);
    done.add(V3ObservationValue.PSEUDED);
    done.add(V3ObservationValue.REDACTED);
    if (list.leaves().values().stream().anyMatch(it -> it == Leaf.MONTH || it == Leaf.YEAR)) {
      done.add(V3ObservationValue.ABSTRED);
    }
  }

  /** All that it writes. */
  Set<String> words() {
    var words =
        new HashSet<>(
            Set.of(
                PSEUDONYM,
                "resourceType meta security system code display identifier value reference id"));
    for (var one : done) {
      words.add(one.getSystem());
      words.add(one.toCode());
    }
    return words;
  }

  void put(ObjectNode resource, String type) {
    ArrayNode security = resource.putObject("meta").putArray("security");
    for (var one : done) {
      security.addObject().put("system", one.getSystem()).put("code", one.toCode());
    }
    if (type.equals("Patient") && resource.has("id")) {
      resource
          .putArray("identifier")
          .addObject()
          .put("system", PSEUDONYM)
          .put("value", resource.path("id").asText());
    }
  }
}
