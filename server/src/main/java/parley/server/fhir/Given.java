package parley.server.fhir;

import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/**
 * Parameters of an operation as they came, in the query or in a Parameters resource. FHIR R4 types
 * some as {@code string(Reference)}, so a string and a Reference are the same here.
 */
public final class Given {

  /** Where HAPI leaves the parsed body of an operation. */
  private static final String BODY = OperationParam.class.getName() + "_PARSED_RESOURCE";

  private final Map<String, List<Type>> values = new LinkedHashMap<>();
  private final Map<String, List<Resource>> resources = new LinkedHashMap<>();

  private final String base;

  private Given(String base) {
    this.base = base;
  }

  /**
   * Reads the parameters of a request.
   *
   * @param known the names that the operation has
   * @throws InvalidRequestException naming every parameter that it has not
   */
  public static Given of(RequestDetails request, Set<String> known) {
    var given = new Given(String.valueOf(request.getFhirServerBase()).replaceFirst("/$", ""));
    if (request.getUserData().get(BODY) instanceof Parameters body) {
      for (var part : body.getParameter()) {
        if (part.hasResource()) {
          given
              .resources
              .computeIfAbsent(part.getName(), name -> new ArrayList<>())
              .add(part.getResource());
        } else if (part.hasValue()) {
          given
              .values
              .computeIfAbsent(part.getName(), name -> new ArrayList<>())
              .add(part.getValue());
        }
      }
    }
    request.getParameters().forEach(given::query);
    var unknown = new ArrayList<>(given.values.keySet());
    unknown.addAll(given.resources.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new InvalidRequestException(
          String.join(", ", unknown)
              + ": no parameter of this operation, which has "
              + (known.isEmpty() ? "none" : String.join(", ", known.stream().sorted().toList())));
    }
    return given;
  }

  private void query(String name, String[] said) {
    if (name.startsWith("_")) {
      return; // of the endpoint, such as _format
    }
    for (var value : said) {
      values.computeIfAbsent(name, key -> new ArrayList<>()).add(new StringType(value));
    }
  }

  /**
   * A reference, {@code Type/id}, with or without the address of this gateway before.
   *
   * @throws InvalidRequestException when there is more than one, or what is given is of another
   *     type or of another server
   */
  public Optional<Reference> reference(String name, String type) {
    var said =
        values.getOrDefault(name, List.of()).stream()
            .map(
                value ->
                    value instanceof Reference reference
                        ? String.valueOf(reference.getReference())
                        : String.valueOf(value.primitiveValue()))
            .toList();
    var reference = one(name, said).map(Reference::new);
    reference.ifPresent(
        one -> {
          var id = one.getReferenceElement();
          if (!type.equals(id.getResourceType()) || !id.hasIdPart()) {
            throw new InvalidRequestException(
                name + ": is a reference to one " + type + ", such as " + type + "/id");
          }
          if (id.hasBaseUrl() && !id.getBaseUrl().replaceFirst("/$", "").equals(base)) {
            throw new InvalidRequestException(
                name + ": is of another server than this; name a " + type + " that is stored here");
          }
        });
    return reference.map(one -> new Reference(type + '/' + one.getReferenceElement().getIdPart()));
  }

  /** A code, as code, string or Coding. */
  public Optional<String> code(String name) {
    var said =
        values.getOrDefault(name, List.of()).stream()
            .map(
                value ->
                    value instanceof Coding coding
                        ? String.valueOf(coding.getCode())
                        : String.valueOf(value.primitiveValue()))
            .toList();
    return one(name, said);
  }

  /** A resource of a type. */
  public <T extends Resource> Optional<T> resource(String name, Class<T> type) {
    var found = one(name, resources.getOrDefault(name, List.of()));
    if (values.containsKey(name) || found.filter(one -> !type.isInstance(one)).isPresent()) {
      throw new InvalidRequestException(name + ": is a resource, a " + type.getSimpleName());
    }
    return found.map(type::cast);
  }

  private static <T> Optional<T> one(String name, List<T> said) {
    if (said.size() > 1) {
      throw new InvalidRequestException(name + ": is given more than once; give one");
    }
    return said.stream().findFirst();
  }
}
