package parley.server.subscription;

import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches that can be answered of one resource alone, by HAPI's matcher and without a query. */
final class Criteria {

  private static final Logger LOG = LoggerFactory.getLogger(Criteria.class);

  /** Parameters that begin with an underscore and say something of the resource. */
  private static final Set<String> ABOUT_THE_RESOURCE =
      Set.of("_id", "_tag", "_profile", "_security", "_source");

  private final InMemoryResourceMatcher matcher;
  private final IndexedSearchParamExtractor extractor;

  Criteria(InMemoryResourceMatcher matcher, IndexedSearchParamExtractor extractor) {
    this.matcher = matcher;
    this.extractor = extractor;
  }

  /** Whether criteria can be answered so. */
  boolean isUsable(RestHook hook) {
    if (hook.everyone()) {
      return true;
    }
    var unknown = new HashSet<>(names(hook));
    unknown.removeIf(name -> !name.startsWith("_") || ABOUT_THE_RESOURCE.contains(name));
    if (!unknown.isEmpty()) {
      return false;
    }
    try {
      return matcher.canBeEvaluatedInMemory(hook.criteria()).supported();
    } catch (BaseServerResponseException | DataFormatException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Which of several Subscriptions to its type a resource is for. What their criteria ask about is
   * read out of it once for all of them.
   *
   * @return ids of the Subscriptions
   */
  Set<String> met(List<RestHook> hooks, Resource resource) {
    var names =
        hooks.stream()
            .flatMap(hook -> names(hook).stream())
            .collect(Collectors.toUnmodifiableSet());
    var values =
        names.isEmpty()
            ? ResourceIndexedSearchParams.empty()
            : extractor.extractIndexedSearchParams(
                resource,
                new SystemRequestDetails(),
                all -> all.stream().filter(one -> names.contains(one.getName())).toList());
    return hooks.stream()
        .filter(hook -> hook.everyone() || isMet(hook, resource, values))
        .map(RestHook::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Criteria that cannot be answered any more are not met. */
  private boolean isMet(RestHook hook, Resource resource, ResourceIndexedSearchParams values) {
    try {
      var result = matcher.match(hook.criteria(), resource, values, new SystemRequestDetails());
      return result.supported() && result.matched();
    } catch (BaseServerResponseException | DataFormatException | IllegalArgumentException e) {
      // A Subscription must not keep a record from being stored; the watch makes it an error.
      LOG.warn("{} cannot be matched: {}", hook.destination(), e.getClass().getSimpleName());
      return false;
    }
  }

  /** Names of the search parameters, without modifiers and chains. */
  private static Set<String> names(RestHook hook) {
    return hook.everyone()
        ? Set.of()
        : Arrays.stream(hook.criteria().substring(hook.type().length() + 1).split("&"))
            .map(one -> one.split("[=:.]", 2)[0])
            .collect(Collectors.toUnmodifiableSet());
  }
}
