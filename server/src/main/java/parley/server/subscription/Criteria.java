package parley.server.subscription;

import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Arrays;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches that can be answered of one resource alone, by HAPI's matcher and without a query. */
final class Criteria {

  private static final Logger LOG = LoggerFactory.getLogger(Criteria.class);

  /** Parameters that begin with an underscore and say something of the resource. */
  private static final Set<String> ABOUT_THE_RESOURCE =
      Set.of("_id", "_tag", "_profile", "_security", "_source");

  private final InMemoryResourceMatcher support;
  private final SearchParamMatcher matcher;

  Criteria(InMemoryResourceMatcher support, SearchParamMatcher matcher) {
    this.support = support;
    this.matcher = matcher;
  }

  /** Whether criteria can be answered so. */
  boolean isUsable(RestHook hook) {
    if (hook.everyone()) {
      return true;
    }
    var search = hook.criteria().substring(hook.type().length() + 1);
    var names = Arrays.stream(search.split("&")).map(one -> one.split("[=:.]", 2)[0]);
    if (names.anyMatch(name -> name.startsWith("_") && !ABOUT_THE_RESOURCE.contains(name))) {
      return false;
    }
    try {
      return support.canBeEvaluatedInMemory(hook.criteria()).supported();
    } catch (BaseServerResponseException | DataFormatException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a resource meets criteria. Criteria that cannot be answered any more are not met. */
  boolean isMet(RestHook hook, Resource resource) {
    if (hook.everyone()) {
      return true;
    }
    try {
      var result = matcher.match(hook.criteria(), resource, new SystemRequestDetails());
      return result.supported() && result.matched();
    } catch (BaseServerResponseException | DataFormatException | IllegalArgumentException e) {
      // A Subscription must not keep a record from being stored; the watch makes it an error.
      LOG.warn("{} cannot be matched: {}", hook.destination(), e.getClass().getSimpleName());
      return false;
    }
  }
}
