package parley.server.subscription;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway says in Subscription.status; the row of each follows with the resource. */
final class SubscriptionStates {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionStates.class);

  private final DaoRegistry daos;
  private final IHapiTransactionService transactions;

  SubscriptionStates(DaoRegistry daos, IHapiTransactionService transactions) {
    this.daos = daos;
    this.transactions = transactions;
  }

  /**
   * The endpoint has answered.
   *
   * @param version of the Subscription it was called for: one changed meanwhile is called again
   * @return false when it has to be tried again, because somebody else was writing
   */
  boolean activate(String id, String version) {
    return change(
        id,
        it ->
            it.getStatus() == SubscriptionStatus.REQUESTED
                && it.getIdElement().getVersionIdPart().equals(version),
        SubscriptionStatus.ACTIVE,
        "");
  }

  /** Nothing more is sent until the Subscription is requested again. */
  boolean fail(String id, String reason) {
    var done = change(id, SubscriptionStates::isOpen, SubscriptionStatus.ERROR, reason);
    if (done) {
      LOG.warn("{} is an error: {}", RestHook.destination(id), reason);
    }
    return done;
  }

  /** Its end has come. */
  boolean end(String id) {
    return change(id, SubscriptionStates::isOpen, SubscriptionStatus.OFF, "");
  }

  /** A Subscription as it stands, empty when it was deleted. */
  Optional<Subscription> find(String id) {
    try {
      return Optional.of(read(id));
    } catch (ResourceNotFoundException | ResourceGoneException e) {
      return Optional.empty();
    }
  }

  private Subscription read(String id) {
    return daos.getResourceDao(Subscription.class)
        .read(new IdType("Subscription", id), new SystemRequestDetails());
  }

  private static boolean isOpen(Subscription subscription) {
    return subscription.getStatus() == SubscriptionStatus.REQUESTED
        || subscription.getStatus() == SubscriptionStatus.ACTIVE;
  }

  private boolean change(
      String id, Predicate<Subscription> when, SubscriptionStatus status, String reason) {
    try {
      transactions
          .withSystemRequest()
          .execute(
              () -> {
                var subscription = read(id);
                if (when.test(subscription)) {
                  subscription.setStatus(status);
                  subscription.setError(reason.isEmpty() ? null : reason);
                  daos.getResourceDao(Subscription.class)
                      .update(subscription, new SystemRequestDetails());
                }
              });
      return true;
    } catch (ResourceNotFoundException | ResourceGoneException e) {
      return true; // deleted meanwhile: nothing to say of it
    } catch (ResourceVersionConflictException e) {
      return false;
    }
  }
}
