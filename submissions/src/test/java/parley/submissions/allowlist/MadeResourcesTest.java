package parley.submissions.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What attack 14 is made with: resources of every type that FHIR R4 would take. */
class MadeResourcesTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final List<IBaseResource> MADE = new ArrayList<>();

  @BeforeAll
  static void make() {
    for (var seed = 1; seed < 4; seed++) {
      var maker = new MadeResources(seed, seed < 3);
      FHIR.getResourceTypes().forEach(type -> MADE.add(maker.of(type)));
    }
    // Once for each type that its value may have, which come in turn.
    var observations = new MadeResources(4, true);
    for (var run = 0; run < 12; run++) {
      MADE.add(observations.of("Observation"));
    }
  }

  @Test
  void theyAreReadToTheLetterAndHaveWhatTheyMustHave() {
    var parser = FHIR.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    for (var made : MADE) {
      var read = parser.parseResource(FHIR.newJsonParser().encodeResourceToString(made));
      var definition = FHIR.getResourceDefinition(read);
      assertThat(missing(definition, read, definition.getName())).isEmpty();
    }
  }

  /** Of each resource, each group of elements within one and each data type, all the elements. */
  @Test
  void everyElementOfEveryTypeIsMade() {
    var there = new TreeSet<String>();
    var seen = new TreeSet<String>();
    for (var made : MADE) {
      elements(FHIR.getResourceDefinition(made), new HashSet<>(), there);
      made(made, seen);
    }
    assertThat(there).hasSizeGreaterThan(4_000);
    there.removeAll(seen);
    assertThat(there).isEmpty();
  }

  @Test
  void theyHideTextWhereFewLook() {
    var all = new StringBuilder();
    MADE.forEach(
        made -> all.append(FHIR.newJsonParser().encodeResourceToString(made)).append('\n'));
    for (var place :
        List.of(
            "\"contained\":\\[\\{\"resourceType\":\"Patient\"",
            "\"resourceType\":\"Bundle\".*\"resource\":\\{\"resourceType\":\"Patient\"",
            "\"_[a-zA-Z]+\":\\{(\"id\":\"[a-z0-9-]+\",)?\"extension\"",
            "\\{\"id\":\"quibbleton-element-",
            "\"modifierExtension\"",
            "\"div\":\"<div[^>]*>quibbleton")) {
      assertThat(Pattern.compile(place).matcher(all).find()).as(place).isTrue();
    }
  }

  private static List<String> missing(
      BaseRuntimeElementCompositeDefinition<?> definition, IBase value, String path) {
    var missing = new ArrayList<String>();
    for (var child : definition.getChildren()) {
      var values = child.getAccessor().getValues(value);
      if (values.size() < child.getMin() || child.getMax() == 1 && values.size() > 1) {
        missing.add(path + '.' + child.getElementName());
      }
      for (var one : values) {
        if (FHIR.getElementDefinition(one.getClass())
            instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
          missing.addAll(missing(composite, one, path + '.' + child.getElementName()));
        }
      }
    }
    return missing;
  }

  /** Elements by the class that they are of: a group within itself is one. */
  private static void elements(
      BaseRuntimeElementCompositeDefinition<?> definition, Set<Class<?>> done, Set<String> into) {
    if (Modifier.isAbstract(definition.getImplementingClass().getModifiers())
        || !done.add(definition.getImplementingClass())) {
      return;
    }
    for (var child : definition.getChildren()) {
      if (isAsked(child.getElementName())) {
        into.add(definition.getImplementingClass().getName() + '.' + child.getElementName());
        for (var name : child.getValidChildNames()) {
          if (child.getChildByName(name)
              instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
            elements(composite, done, into);
          }
        }
      }
    }
  }

  private static void made(IBase value, Set<String> seen) {
    if (value instanceof IBaseResource resource) {
      made(FHIR.getResourceDefinition(resource), value, seen);
    } else if (FHIR.getElementDefinition(value.getClass())
        instanceof BaseRuntimeElementCompositeDefinition<?> definition) {
      made(definition, value, seen);
    }
  }

  private static void made(
      BaseRuntimeElementCompositeDefinition<?> definition, IBase value, Set<String> seen) {
    for (var child : definition.getChildren()) {
      for (var one : child.getAccessor().getValues(value)) {
        seen.add(definition.getImplementingClass().getName() + '.' + child.getElementName());
        made(one, seen);
      }
    }
  }

  /** Extensions and contained resources are looked for by themselves; ids are always there. */
  private static boolean isAsked(String element) {
    return !element.matches("id|implicitRules|contained|extension|modifierExtension");
  }
}
