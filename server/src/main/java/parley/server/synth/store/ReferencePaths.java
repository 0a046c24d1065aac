package parley.server.synth.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The references of a resource that R4's search parameters name, by the paths under which HAPI
 * keeps them. Walks the elements; HAPI's own extractor, which evaluates FHIRPath, would take most
 * of an hour for millions. Safe for many threads.
 */
final class ReferencePaths {

  private static final Pattern PATH =
      Pattern.compile("([A-Z]\\w+)((?:\\.[a-z]\\w*)+?)(?:\\.where\\(resolve\\(\\) is (\\w+)\\))?");

  private final FhirContext context;
  private final Map<String, List<Path>> byType = new ConcurrentHashMap<>();

  ReferencePaths(FhirContext context) {
    this.context = context;
  }

  /** A path of a search parameter: its text, its elements, the type that it is narrowed to. */
  private record Path(String text, List<String> elements, Optional<String> target) {}

  /**
   * A reference.
   *
   * @param path as the search parameter has it
   * @param target {@code Type/id}
   */
  record Found(String path, String target) {}

  /** The references of a resource to other resources, each once. */
  List<Found> of(Resource resource) {
    return byType.computeIfAbsent(resource.fhirType(), this::paths).stream()
        .flatMap(path -> found(path, resource))
        .distinct()
        .toList();
  }

  private List<Path> paths(String type) {
    return context.getResourceDefinition(type).getSearchParams().stream()
        .filter(parameter -> parameter.getParamType() == RestSearchParameterTypeEnum.REFERENCE)
        .map(RuntimeSearchParam::getPath)
        .flatMap(paths -> Arrays.stream(paths.split("\\|")))
        .map(String::strip)
        .distinct()
        .flatMap(path -> path(type, path).stream())
        .toList();
  }

  private static Optional<Path> path(String type, String text) {
    var matcher = PATH.matcher(text);
    if (!matcher.matches() || !matcher.group(1).equals(type)) {
      return Optional.empty();
    }
    var elements = List.of(matcher.group(2).substring(1).split("\\."));
    return Optional.of(new Path(text, elements, Optional.ofNullable(matcher.group(3))));
  }

  private static Stream<Found> found(Path path, Resource resource) {
    var at = Stream.<Base>of(resource);
    for (var element : path.elements()) {
      at = at.flatMap(base -> children(base, element));
    }
    return at.filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .filter(Reference::hasReference)
        .map(Reference::getReference)
        .filter(target -> path.target().filter(it -> !target.startsWith(it + '/')).isEmpty())
        .map(target -> new Found(path.text(), target));
  }

  private static Stream<Base> children(Base base, String element) {
    try {
      return Arrays.stream(base.getProperty(element.hashCode(), element, false));
    } catch (FHIRException e) {
      throw new IllegalStateException("the model has no element " + element, e);
    }
  }
}
