package parley.submissions.view.path;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.context.RuntimeResourceBlockDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The types of FHIR R4 and their elements, as HAPI FHIR knows them. Safe for many threads. */
public final class TypeModel {

  static final FhirType BOOLEAN = FhirType.system("Boolean", Kind.TRUTH);
  static final FhirType STRING = FhirType.system("String", Kind.TEXT);
  static final FhirType INTEGER = FhirType.system("Integer", Kind.WHOLE);
  static final FhirType DECIMAL = FhirType.system("Decimal", Kind.DECIMAL);
  static final FhirType DATE = FhirType.system("Date", Kind.DATE);
  static final FhirType DATE_TIME = FhirType.system("DateTime", Kind.DATE_TIME);
  static final FhirType TIME = FhirType.system("Time", Kind.TIME);
  static final FhirType QUANTITY = FhirType.system("Quantity", Kind.QUANTITY);
  static final List<FhirType> SYSTEM_TYPES =
      List.of(BOOLEAN, STRING, INTEGER, DECIMAL, DATE, DATE_TIME, TIME, QUANTITY);

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("boolean", Kind.TRUTH),
          Map.entry("integer", Kind.WHOLE),
          Map.entry("positiveInt", Kind.WHOLE),
          Map.entry("unsignedInt", Kind.WHOLE),
          Map.entry("decimal", Kind.DECIMAL),
          Map.entry("date", Kind.DATE),
          Map.entry("dateTime", Kind.DATE_TIME),
          Map.entry("instant", Kind.DATE_TIME),
          Map.entry("time", Kind.TIME));

  private static final Set<String> QUANTITIES =
      Set.of("Quantity", "Age", "Count", "Distance", "Duration", "SimpleQuantity");

  /** FHIR R4, datatypes, 2.24: which primitive types specialise which. */
  private static final Map<String, String> SPECIALISED =
      Map.ofEntries(
          Map.entry("code", "string"),
          Map.entry("id", "string"),
          Map.entry("markdown", "string"),
          Map.entry("url", "uri"),
          Map.entry("canonical", "uri"),
          Map.entry("uuid", "uri"),
          Map.entry("oid", "uri"),
          Map.entry("positiveInt", "integer"),
          Map.entry("unsignedInt", "integer"),
          Map.entry("Age", "Quantity"),
          Map.entry("Count", "Quantity"),
          Map.entry("Distance", "Quantity"),
          Map.entry("Duration", "Quantity"));

  private static final Set<String> ROOTS = Set.of("Element", "Resource");
  private static final Set<String> NO_DOMAIN_RESOURCE = Set.of("Bundle", "Binary", "Parameters");
  private static final Set<String> ABSTRACT =
      Set.of("Element", "BackboneElement", "Resource", "DomainResource");

  /** What is only known from {@code resourceType} once it is read. */
  static final FhirType ANY_RESOURCE =
      new FhirType("Resource", Kind.STRUCTURE, Optional.empty(), type -> Map.of());

  private final FhirContext fhir;
  private final Set<String> resourceNames;
  private final Map<String, Optional<FhirType>> known = new ConcurrentHashMap<>();

  private TypeModel(FhirContext fhir) {
    this.fhir = fhir;
    this.resourceNames = Set.copyOf(fhir.getResourceTypes());
  }

  public static TypeModel r4() {
    return new TypeModel(FhirContext.forR4Cached());
  }

  public boolean isResource(String name) {
    return resourceNames.contains(name);
  }

  /** A resource or data type by its name; empty when R4 has none of that name. */
  public Optional<FhirType> named(String name) {
    var there = known.get(name);
    if (there == null) {
      there = define(name);
      known.putIfAbsent(name, there);
      there = known.get(name);
    }
    return there;
  }

  /** As {@link #named}, and an element that is a structure of its own, such as Patient.contact. */
  public Optional<FhirType> element(String path) {
    var steps = path.split("\\.", -1);
    var type = named(steps[0]);
    for (var i = 1; i < steps.length; i++) {
      var step = steps[i];
      type = type.flatMap(owner -> owner.child(step)).map(child -> child.forms().get(0).type());
    }
    return type;
  }

  /** Whether a type is the named one or a specialisation of it. */
  boolean isA(FhirType type, String name) {
    var current = type.name();
    while (true) {
      if (current.equals(name)) {
        return true;
      }
      var parent = current.equals(type.name()) ? type.parent() : parent(current);
      if (parent.isEmpty()) {
        return false;
      }
      current = parent.get();
    }
  }

  /** Whether a name can stand after {@code is}, {@code as} and in {@code ofType()}. */
  boolean isTypeName(String name) {
    return ABSTRACT.contains(name)
        || name.equals("System.Any")
        || SYSTEM_TYPES.stream().anyMatch(one -> one.name().equals(name))
        || named(name).isPresent();
  }

  private Optional<FhirType> define(String name) {
    if (isResource(name)) {
      return Optional.of(type(name, fhir.getResourceDefinition(name)));
    }
    return Optional.ofNullable(fhir.getElementDefinition(name))
        .filter(definition -> definition.getName().equals(name))
        .map(definition -> type(name, definition));
  }

  private FhirType type(String name, BaseRuntimeElementDefinition<?> definition) {
    if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      var kind = QUANTITIES.contains(name) ? Kind.QUANTITY : Kind.STRUCTURE;
      return new FhirType(name, kind, parent(name), self -> children(self, composite));
    }
    return new FhirType(
        name, KINDS.getOrDefault(name, Kind.TEXT), parent(name), type -> extensionOnly());
  }

  private Optional<String> parent(String name) {
    if (ROOTS.contains(name) || name.equals("System.Any")) {
      return Optional.empty();
    }
    if (name.equals("DomainResource") || NO_DOMAIN_RESOURCE.contains(name)) {
      return Optional.of("Resource");
    }
    if (isResource(name)) {
      return Optional.of("DomainResource");
    }
    if (name.contains(".")) {
      return Optional.of(name.startsWith("System.") ? "System.Any" : "BackboneElement");
    }
    return Optional.of(SPECIALISED.getOrDefault(name, "Element"));
  }

  private Map<String, Child> extensionOnly() {
    return Map.of(
        "id", child("id", false, "string"), "extension", child("extension", true, "Extension"));
  }

  private Map<String, Child> children(
      FhirType owner, BaseRuntimeElementCompositeDefinition<?> composite) {
    var children = new LinkedHashMap<String, Child>();
    for (var definition : composite.getChildren()) {
      var name = definition.getElementName().replace("[x]", "");
      children.put(name, child(owner, name, definition));
    }
    children.computeIfAbsent("extension", name -> child(name, true, "Extension"));
    return children;
  }

  private Child child(String name, boolean many, String typeName) {
    return new Child(name, many, List.of(form(name, named(typeName).orElse(ANY_RESOURCE))));
  }

  private Child child(FhirType owner, String name, BaseRuntimeChildDefinition definition) {
    var many = definition.getMax() != 1;
    if (name.equals("extension") || name.equals("modifierExtension")) {
      return child(name, true, "Extension");
    }
    if (definition instanceof RuntimeChildChoiceDefinition) {
      var forms = new ArrayList<Child.Form>();
      for (var property : definition.getValidChildNames()) {
        var type = Optional.ofNullable(definition.getChildByName(property));
        type.map(BaseRuntimeElementDefinition::getName)
            .filter(typeName -> property.equalsIgnoreCase(name + typeName))
            .flatMap(this::named)
            .ifPresent(known -> forms.add(form(property, known)));
      }
      return new Child(name, many, List.copyOf(forms));
    }
    var type = Optional.ofNullable(definition.getChildByName(name));
    return new Child(
        name,
        many,
        List.of(form(name, type.map(one -> only(owner, name, one)).orElse(ANY_RESOURCE))));
  }

  private FhirType only(FhirType owner, String name, BaseRuntimeElementDefinition<?> definition) {
    if (definition instanceof RuntimeResourceBlockDefinition block) {
      var path = owner.name() + "." + name;
      return block(block, path);
    }
    return name.equals("contained")
        ? ANY_RESOURCE
        : named(definition.getName()).orElse(ANY_RESOURCE);
  }

  /** A repeated definition, such as {@code item} within {@code item}, is one type. */
  private FhirType block(RuntimeResourceBlockDefinition block, String path) {
    var key = block.getImplementingClass().getName();
    var there = known.get(key);
    if (there == null) {
      there =
          Optional.of(
              new FhirType(
                  path,
                  Kind.STRUCTURE,
                  Optional.of("BackboneElement"),
                  self -> children(self, block)));
      known.putIfAbsent(key, there);
      there = known.get(key);
    }
    return there.orElse(ANY_RESOURCE);
  }

  private static Child.Form form(String property, FhirType type) {
    return new Child.Form(property, "_" + property, type);
  }
}
