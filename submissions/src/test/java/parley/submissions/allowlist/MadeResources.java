package parley.submissions.allowlist;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import java.util.ArrayList;
import java.util.Random;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseEnumeration;
import org.hl7.fhir.instance.model.api.IBaseHasExtensions;
import org.hl7.fhir.instance.model.api.IBaseHasModifierExtensions;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.StringType;

/** Random valid resources of FHIR R4, text with the canary. */
final class MadeResources {

  private static final String CANARY = "Quibbleton";

  private MadeResources() {}

  /** Fills about half of the elements of every level, text with the canary. */
  static void fill(
      BaseRuntimeElementCompositeDefinition<?> definition, IBase into, Random random, int depth) {
    if (into instanceof IBaseHasExtensions has && random.nextInt(3) == 0) {
      var added = has.addExtension();
      added.setUrl("https://x.example/" + CANARY);
      added.setValue(new StringType(CANARY));
    }
    if (into instanceof IBaseHasModifierExtensions has && random.nextInt(100) == 0) {
      var added = has.addModifierExtension();
      added.setUrl("https://x.example/m");
      added.setValue(new StringType(CANARY));
    }
    for (var child : definition.getChildrenAndExtension()) {
      var names = new ArrayList<>(new java.util.TreeSet<>(child.getValidChildNames()));
      if (names.isEmpty() || depth > 3 || random.nextInt(10) < 3 + 2 * depth) {
        continue;
      }
      if (names.stream().anyMatch(name -> name.matches("(extension|modifierExtension).*"))) {
        continue;
      }
      BaseRuntimeElementDefinition<?> type =
          child.getChildByName(names.get(random.nextInt(names.size())));
      if (type == null
          || java.lang.reflect.Modifier.isAbstract(type.getImplementingClass().getModifiers())) {
        continue;
      }
      var value = type.newInstance(child.getInstanceConstructorArguments());
      if (value instanceof IBaseResource || value instanceof IBaseEnumeration) {
        continue;
      }
      if (value instanceof IPrimitiveType<?> primitive) {
        primitive.setValueAsString(text(type.getName()));
      } else if (type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
        fill(composite, value, random, depth + 1);
      }
      child.getMutator().addValue(into, value);
    }
  }

  private static String text(String type) {
    return switch (type) {
      case "boolean" -> "true";
      case "integer", "positiveInt", "unsignedInt" -> "7";
      case "decimal" -> "1.5";
      case "date", "dateTime" -> "1987-03-09";
      case "instant" -> "1987-03-09T10:00:00Z";
      case "time" -> "10:00:00";
      case "base64Binary" -> "UXVpYmJsZXRvbg==";
      case "xhtml" -> "<div xmlns=\"http://www.w3.org/1999/xhtml\">Quibbleton</div>";
      default -> CANARY;
    };
  }
}
