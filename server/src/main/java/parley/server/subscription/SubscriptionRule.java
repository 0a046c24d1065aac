package parley.server.subscription;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.server.fhir.RecordRule;
import parley.server.subscription.SubscriberSettings.Target;

/**
 * What a Subscription may ask for: refused when written rather than found out when nothing comes.
 */
final class SubscriptionRule implements RecordRule {

  private static final int LONGEST_HEADER = 1000;
  private static final String BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/";
  private static final Set<String> MEDIA_TYPES =
      Set.of(RestHook.JSON, RestHook.XML, "application/json", "application/xml");

  /** Never a Subscription's to set, whatever the settings say. */
  private static final Set<String> OURS =
      Set.of("host", "connection", "transfer-encoding", "upgrade", "te", "trailer", "expect");

  private final FhirContext context;
  private final EndpointPolicy endpoints;
  private final Criteria criteria;
  private final Clock clock;

  SubscriptionRule(FhirContext context, EndpointPolicy endpoints, Criteria criteria, Clock clock) {
    this.context = context;
    this.endpoints = endpoints;
    this.criteria = criteria;
    this.clock = clock;
  }

  /** Whatever a client changes has to be shaken hands on again; only the gateway says active. */
  @Override
  public void settle(Resource resource) {
    if (resource instanceof Subscription subscription
        && subscription.getStatus() == SubscriptionStatus.ACTIVE) {
      subscription.setStatus(SubscriptionStatus.REQUESTED).setErrorElement(null);
    }
  }

  @Override
  public List<Problem> check(Resource resource) {
    if (!(resource instanceof Subscription subscription)) {
      return List.of();
    }
    var problems = new ArrayList<Problem>();
    if (subscription.getStatus() != SubscriptionStatus.REQUESTED
        && subscription.getStatus() != SubscriptionStatus.OFF) {
      problems.add(
          problem(
              "status",
              "a client may request a Subscription or turn it off",
              "Send requested or off."));
    }
    if (subscription.getStatus() == SubscriptionStatus.OFF) {
      return problems; // whatever it says, nothing is sent
    }
    problems.addAll(problems(subscription));
    var endpoint = subscription.getChannel().getEndpoint();
    if (endpoints.lasting(endpoint).isEmpty()) {
      endpoints.passing(endpoint).ifPresent(it -> problems.add(problem(it)));
    }
    return problems;
  }

  private static Problem problem(EndpointPolicy.Objection objection) {
    return problem("channel.endpoint", objection.rule(), objection.remedy() + '.');
  }

  /**
   * What keeps a Subscription from being delivered, by the settings as they are now. What the name
   * of its endpoint resolves to at this moment is none of it.
   */
  List<Problem> problems(Subscription subscription) {
    var problems = new ArrayList<Problem>();
    var channel = subscription.getChannel();
    if (channel.getType() != SubscriptionChannelType.RESTHOOK) {
      problems.add(problem("channel.type", "only rest-hook is offered", "Send rest-hook."));
    }
    if (subscription.getEnd() != null
        && !subscription.getEnd().toInstant().isAfter(clock.instant())) {
      problems.add(problem("end", "the end has passed", "Give one to come, or none."));
    }
    endpoints.lasting(channel.getEndpoint()).ifPresent(it -> problems.add(problem(it)));
    var target = endpoints.target(channel.getEndpoint());
    checkCriteria(subscription, target, problems);
    checkExtensions(subscription, problems);
    checkPayload(subscription, problems);
    channel.getHeader().stream()
        .map(PrimitiveType::getValue)
        .filter(header -> !isAllowed(header, target))
        .findFirst()
        .ifPresent(
            header ->
                problems.add(
                    problem(
                        "channel.header",
                        "a header is a name, a colon and printable characters, and its name one"
                            + " that the settings allow for the target",
                        "Leave it out, or have it allowed. What a resource holds can be read by"
                            + " others: a secret does not belong here.")));
    return problems;
  }

  private void checkCriteria(
      Subscription subscription, Optional<Target> target, List<Problem> problems) {
    if (!subscription.hasCriteria()) {
      return; // the base definition says so
    }
    var hook = RestHook.of(subscription);
    if (!context.getResourceTypes().contains(hook.type()) || hook.type().equals("Subscription")) {
      problems.add(
          problem(
              "criteria",
              "criteria begin with a resource type, not that of Subscriptions themselves",
              "Send a search such as Encounter?status=finished."));
    } else if (target.isPresent() && !target.get().types().contains(hook.type())) {
      problems.add(
          problem(
              "criteria",
              "this target is not told of changes of this type",
              "Ask for another type, or have it added to the target in the settings."));
    } else if (!criteria.isUsable(hook)) {
      problems.add(
          problem(
              "criteria",
              "criteria are a search that can be answered of the resource alone: no chains, no"
                  + " _has, no _lastUpdated, no parameters that order or limit",
              "Use search parameters of the type with a value, such as status=finished."));
    }
  }

  /** A heartbeat, filter or limit that is not kept must not look as if it were. */
  private static void checkExtensions(Subscription subscription, List<Problem> problems) {
    var asked =
        Stream.of(
                subscription.getExtension(),
                subscription.getCriteriaElement().getExtension(),
                subscription.getChannel().getExtension(),
                subscription.getChannel().getTypeElement().getExtension())
            .flatMap(List::stream);
    if (asked.anyMatch(extension -> extension.getUrl().startsWith(BACKPORT))) {
      problems.add(
          problem(
              "channel",
              "of the Subscriptions R5 Backport only backport-payload-content is offered: no topics,"
                  + " filters, heartbeats or limits",
              "Leave the other extensions out; say in criteria what is wanted."));
    }
  }

  private static void checkPayload(Subscription subscription, List<Problem> problems) {
    var payload = subscription.getChannel().getPayloadElement();
    if (Payload.of(subscription).isEmpty()) {
      problems.add(
          problem(
              "channel.payload",
              "backport-payload-content is empty, id-only or full-resource",
              "Send one of them, or leave the extension out."));
    }
    if (Payload.of(subscription).filter(Payload.RESOURCE::equals).isPresent()
        && String.valueOf(subscription.getChannel().getEndpoint()).contains("?")) {
      problems.add(
          problem(
              "channel.endpoint",
              "with a payload the endpoint is the base of a server, without a query",
              "Leave the query out, or ask for a Bundle by backport-payload-content."));
    }
    var type = payload.hasValue() ? payload.getValue().split(";", 2)[0].strip() : RestHook.JSON;
    if (!MEDIA_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      problems.add(
          problem(
              "channel.payload",
              "a payload is FHIR in JSON or XML",
              "Send application/fhir+json or application/fhir+xml, or nothing for no body."));
    }
  }

  private static boolean isAllowed(String header, Optional<Target> target) {
    if (header == null
        || header.length() > LONGEST_HEADER
        || !header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\x20-\\x7e]+")) {
      return false;
    }
    var name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
    return !OURS.contains(name)
        && !name.startsWith("parley-")
        && !name.startsWith("content-")
        && !name.startsWith("proxy-")
        && target.isPresent()
        && target.get().headers().contains(name);
  }

  private static Problem problem(String element, String rule, String remedy) {
    return Problem.error(ProblemCode.INVALID_VALUE, "Subscription." + element, rule, remedy);
  }
}
