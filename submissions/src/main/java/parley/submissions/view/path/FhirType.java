package parley.submissions.view.path;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type of FHIR R4, such as {@code code}, {@code Period} or {@code Patient.contact}, or one of
 * FHIRPath's own, such as {@code System.Boolean}. One object for each type of a {@link TypeModel}.
 */
public final class FhirType {

  private static final String SYSTEM = "System.";

  private final String name;
  private final Kind kind;
  private final Optional<String> parent;
  private final Function<FhirType, Map<String, Child>> definition;
  private volatile @Nullable Map<String, Child> children;

  FhirType(
      String name,
      Kind kind,
      Optional<String> parent,
      Function<FhirType, Map<String, Child>> definition) {
    this.name = name;
    this.kind = kind;
    this.parent = parent;
    this.definition = definition;
  }

  static FhirType system(String name, Kind kind) {
    return new FhirType(SYSTEM + name, kind, Optional.of(SYSTEM + "Any"), type -> Map.of());
  }

  /** The name without a namespace for FHIR's own types, with {@code System.} for FHIRPath's. */
  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** The direct base type; empty for FHIRPath's Any and FHIR's Element and Resource. */
  Optional<String> parent() {
    return parent;
  }

  /** Whether the type holds one value that a table can hold in a cell. */
  public boolean isPrimitive() {
    return kind != Kind.STRUCTURE && kind != Kind.QUANTITY;
  }

  /** The elements of the type by their FHIRPath name, in the order of the definition. */
  Map<String, Child> children() {
    var known = children;
    if (known == null) {
      known = definition.apply(this);
      children = known;
    }
    return known;
  }

  Optional<Child> child(String childName) {
    return Optional.ofNullable(children().get(childName));
  }

  @Override
  public String toString() {
    return name;
  }
}
