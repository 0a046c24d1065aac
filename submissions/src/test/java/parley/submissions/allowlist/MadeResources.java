package parley.submissions.allowlist;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildContainedResources;
import ca.uhn.fhir.context.RuntimeChildDirectResource;
import ca.uhn.fhir.context.RuntimeChildExtension;
import ca.uhn.fhir.context.RuntimeResourceBlockDefinition;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseEnumeration;
import org.hl7.fhir.instance.model.api.IBaseHasExtensions;
import org.hl7.fhir.instance.model.api.IBaseHasModifierExtensions;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.BackboneElement;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * Random resources of FHIR R4 that have what they must have, in values that are of their types: the
 * canary wherever a value can hold it, the codes of closed sets where they are closed. With
 * contained resources, extensions of elements and of primitive values, and ids of elements. What
 * FHIR says of two elements together (its invariants), and of whom a reference may point at, they
 * do not keep to; no filter of elements looks at that.
 */
final class MadeResources {

  static final String CANARY = "quibbleton";

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final int DEEPEST = 5;

  /** Data types within data types. */
  private static final int INMOST = 2;

  private final Random random;
  private final boolean whole;
  private final Map<String, Integer> turns = new HashMap<>();
  private int number;

  /**
   * @param whole whether every element stands in it; else about half of those that need not
   */
  MadeResources(long seed, boolean whole) {
    this.random = new Random(seed);
    this.whole = whole;
  }

  IBaseResource of(String type) {
    var definition = FHIR.getResourceDefinition(type);
    var made = (Resource) definition.newInstance();
    fill(definition, made, 0, 0);
    made.setId(CANARY + "-" + ++number);
    if (made instanceof DomainResource domain && random.nextInt(3) == 0) {
      var within = patient("within-" + CANARY);
      domain.addContained(within);
      domain.addExtension(
          "https://" + CANARY + ".example/within", new Reference("#within-" + CANARY));
    }
    // One that changes what the rest says is withheld whole, so there are few.
    if (made instanceof IBaseHasModifierExtensions has && random.nextInt(25) == 0) {
      var added = has.addModifierExtension();
      added.setUrl("https://" + CANARY + ".example/m");
      added.setValue(new StringType(CANARY));
    }
    return made;
  }

  private void fill(
      BaseRuntimeElementCompositeDefinition<?> definition, IBase into, int depth, int inner) {
    for (var child : definition.getChildrenAndExtension()) {
      if (child instanceof RuntimeChildExtension || !isWanted(child, into, depth, inner)) {
        continue;
      }
      if (child instanceof RuntimeChildDirectResource) {
        child.getMutator().addValue(into, patient("entry-" + CANARY));
      } else if (!(child instanceof RuntimeChildContainedResources)) {
        var times = child.getMax() == 1 || random.nextInt(3) > 0 ? 1 : 2;
        for (var time = 0; time < times; time++) {
          var value = value(child, depth, inner);
          while (value.isEmpty() && child.getMin() > 0) {
            value = value(child, 0, 0);
          }
          value.ifPresent(it -> child.getMutator().addValue(into, it));
        }
      }
    }
    if (into instanceof IBaseHasExtensions has && random.nextInt(6) == 0) {
      var added = has.addExtension();
      added.setUrl("https://" + CANARY + ".example/x");
      added.setValue(new StringType(CANARY));
    }
  }

  private boolean isWanted(BaseRuntimeChildDefinition child, IBase into, int depth, int inner) {
    if (child.getElementName().equals("id")
        || child.getElementName().equals("implicitRules")
        || child.getElementName().equals("modifierExtension")) {
      return false;
    }
    if (child.getMin() > 0) {
      return true;
    }
    if (isGroup(into)) {
      return depth < DEEPEST && (whole || random.nextInt(10) >= 4 + depth);
    }
    var most = into.getClass().isMemberClass() ? 2 * INMOST : INMOST;
    return inner <= most && (whole || random.nextInt(10) >= 4 + inner);
  }

  private static boolean isGroup(IBase value) {
    return value instanceof Resource || value instanceof BackboneElement;
  }

  private Optional<IBase> value(BaseRuntimeChildDefinition child, int depth, int inner) {
    var types = types(child);
    if (types.isEmpty()) {
      return Optional.empty();
    }
    // In turn, so that each of a choice is made; of those of everything, all together.
    var choice = types.size() > 9 ? "any" : child.getElementName() + types;
    var type = types.get(turns.merge(choice, 1, Integer::sum) % types.size());
    var value = type.newInstance(child.getInstanceConstructorArguments());
    if (value instanceof IBaseEnumeration<?>) {
      code((Enumeration<?>) value);
    } else if (value instanceof IPrimitiveType<?> primitive) {
      primitive.setValueAsString(text(type.getName(), child.getElementName()));
    } else if (type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      fill(composite, value, depth + (isGroup(value) ? 1 : 0), isGroup(value) ? 0 : inner + 1);
    }
    if (value instanceof Element element && random.nextInt(8) == 0) {
      element.setId(CANARY + "-element-" + ++number);
    }
    if (value instanceof IPrimitiveType<?>
        && value instanceof IBaseHasExtensions has
        && random.nextInt(8) == 0) {
      var added = has.addExtension();
      added.setUrl("https://" + CANARY + ".example/primitive");
      added.setValue(new StringType(CANARY));
    }
    return Optional.of(value).filter(it -> !it.isEmpty());
  }

  private static List<BaseRuntimeElementDefinition<?>> types(BaseRuntimeChildDefinition child) {
    var types = new ArrayList<BaseRuntimeElementDefinition<?>>();
    for (var name : new TreeSet<>(child.getValidChildNames())) {
      var type = child.getChildByName(name);
      if (type != null
          && (!type.getName().equals("xhtml") || child.getElementName().equals("div"))
          && (type instanceof RuntimeResourceBlockDefinition
              || !Modifier.isAbstract(type.getImplementingClass().getModifiers()))) {
        types.add(type);
      }
    }
    return types;
  }

  private <E extends Enum<?>> void code(Enumeration<E> value) {
    var one = value.getEnumFactory();
    var codes =
        java.util.Arrays.stream(constants(one))
            .map(one::toCode)
            .filter(code -> code != null && !code.equals("?"))
            .toList();
    value.setValueAsString(codes.get(random.nextInt(codes.size())));
  }

  @SuppressWarnings("unchecked")
  private static <E extends Enum<?>> E[] constants(
      org.hl7.fhir.instance.model.api.IBaseEnumFactory<E> factory) {
    for (var method : factory.getClass().getMethods()) {
      if (method.getName().equals("fromCode") && method.getReturnType().isEnum()) {
        return (E[]) method.getReturnType().getEnumConstants();
      }
    }
    throw new IllegalStateException("a factory of codes has its enumeration");
  }

  private static Patient patient(String id) {
    var patient = new Patient();
    patient.setId(id);
    patient.addName().setFamily(CANARY).addGiven(CANARY);
    patient.addIdentifier().setSystem("https://" + CANARY + ".example").setValue(CANARY);
    return patient;
  }

  private static String text(String type, String element) {
    return switch (element) {
      case "language" -> "en-GB";
      case "currency" -> "GBP";
      case "contentType" -> "text/plain";
      case "hash" -> "sCvBf7zlJWnG3FwNG3LTz7Cx2zc=";
      case "size" -> "10";
      default -> ofType(type, element);
    };
  }

  private static String ofType(String type, String element) {
    return switch (type) {
      case "boolean" -> "true";
      case "integer", "positiveInt", "unsignedInt" -> "7";
      case "decimal" -> "1.5";
      case "date", "dateTime" -> "1987-03-09";
      case "instant" -> "1987-03-09T10:00:00Z";
      case "time" -> "10:00:00";
      case "base64Binary" -> "cXVpYmJsZXRvbg==";
      case "xhtml" -> "<div xmlns=\"http://www.w3.org/1999/xhtml\">quibbleton</div>";
      case "oid" -> "urn:oid:2.16.840.1";
      case "uuid" -> "urn:uuid:5e1f7c0a-7a3b-4f7e-9e0e-000000000042";
      case "uri", "url", "canonical" ->
          element.equals("type") ? "Patient" : "https://quibbleton.example/" + element;
      case "string", "markdown" ->
          element.equals("reference") ? "Patient/" + CANARY : "Some Quibbleton said";
      default -> CANARY;
    };
  }
}
