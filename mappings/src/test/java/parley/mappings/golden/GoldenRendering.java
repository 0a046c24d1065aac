package parley.mappings.golden;

import ca.uhn.fhir.context.FhirContext;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Person;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Join;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;

/**
 * A RecordBundle as text for people to review: a transaction Bundle of PUT entries, in which
 * extensions show what FHIR has no place for (people, cleared elements, defaults, conditions,
 * joins).
 */
public final class GoldenRendering {

  private static final String GOLDEN = "https://parley.example/fhir/golden/";

  private GoldenRendering() {}

  /** Pretty-printed FHIR JSON, lines ended by LF, the same for the same input on any machine. */
  public static String render(RecordBundle record) {
    var bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    record.people().forEach(person -> bundle.getMeta().addExtension(person(person)));
    record.entries().forEach(entry -> bundle.addEntry(entry(entry)));
    return FhirContext.forR4Cached()
            .newJsonParser()
            .setPrettyPrint(true)
            .encodeResourceToString(bundle)
            .replace("\r\n", "\n")
        + "\n";
  }

  private static BundleEntryComponent entry(RecordBundle.Entry entry) {
    if (entry instanceof Write write) {
      return write(write);
    }
    if (entry instanceof Join join) {
      var rendered = new BundleEntryComponent();
      var extension = rendered.addExtension().setUrl(GOLDEN + "join");
      add(extension, "survivor", new IdType(join.survivor()));
      add(extension, "replaced", new IdType(join.replaced()));
      return rendered;
    }
    throw new IllegalArgumentException("unknown entry " + entry.getClass());
  }

  private static BundleEntryComponent write(Write write) {
    var resource = write.resource();
    var rendered = new BundleEntryComponent().setResource(resource);
    var request = rendered.getRequest();
    request.setMethod(HTTPVerb.PUT).setUrl(resource.fhirType() + '/' + resource.getIdPart());
    sorted(write.cleared())
        .forEach(element -> add(request, GOLDEN + "cleared", new StringType(element)));
    sorted(write.defaults())
        .forEach(element -> add(request, GOLDEN + "default", new StringType(element)));
    if (write.when() instanceof When.Absent) {
      request.setIfNoneMatch("*");
    } else if (write.when() instanceof When.Present) {
      request.setIfMatch("*");
    } else if (write.when() instanceof When.NotOlder) {
      add(request, GOLDEN + "when-not-older", new BooleanType(true));
    } else if (write.when() instanceof When.StatusIn statusIn) {
      sorted(statusIn.statuses())
          .forEach(
              status -> add(request, GOLDEN + "when-absent-or-status", new StringType(status)));
    }
    return rendered;
  }

  private static Extension person(Person person) {
    var extension = new Extension(GOLDEN + "person");
    add(extension, "id", new IdType(person.id()));
    person
        .identifiers()
        .forEach(
            key ->
                add(
                    extension,
                    "key",
                    new Identifier().setSystem(key.system()).setValue(key.value())));
    if (person.familyName() != null) {
      add(extension, "family-name", new StringType(person.familyName()));
    }
    if (person.birthDate() != null) {
      add(extension, "birth-date", new StringType(person.birthDate()));
    }
    return extension;
  }

  private static void add(Element to, String url, Type value) {
    to.addExtension(new Extension(url, value));
  }

  private static Set<String> sorted(Set<String> values) {
    return new TreeSet<>(values);
  }
}
