package parley.mappings;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;

/** Resources under other names. */
public final class Renamed {

  private Renamed() {}

  /**
   * The entries with some resources, and every reference to them, under other names. What is given
   * stays as it is.
   *
   * @param names {@code Type/id} to the {@code Type/id} in its place
   */
  public static List<Entry> of(List<Entry> entries, Map<String, String> names) {
    var renamed = new ArrayList<Entry>();
    for (var entry : entries) {
      renamed.add(
          entry instanceof Write write && (isNamed(write, names) || refers(write, names))
              ? new Write(
                  of(write.resource().copy(), names),
                  write.cleared(),
                  write.when(),
                  write.defaults())
              : entry);
    }
    return renamed;
  }

  /** A resource's name as {@code Type/id}. */
  public static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdElement().getIdPart();
  }

  private static boolean isNamed(Write write, Map<String, String> names) {
    return names.containsKey(name(write.resource()));
  }

  private static boolean refers(Write write, Map<String, String> names) {
    return references(write.resource()).stream()
        .anyMatch(reference -> names.containsKey(String.valueOf(reference.getReference())));
  }

  private static Resource of(Resource copy, Map<String, String> names) {
    var own = names.get(name(copy));
    if (own != null) {
      copy.setId(own.substring(own.indexOf('/') + 1));
    }
    for (var reference : references(copy)) {
      var other = names.get(String.valueOf(reference.getReference()));
      if (other != null) {
        reference.setReference(other);
      }
    }
    return copy;
  }

  private static List<Reference> references(Resource resource) {
    return FhirContext.forR4Cached()
        .newTerser()
        .getAllPopulatedChildElementsOfType(resource, Reference.class);
  }
}
