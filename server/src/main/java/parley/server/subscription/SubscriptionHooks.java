package parley.server.subscription;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sees every write of the store, by the endpoint or by a message, and has what is subscribed to put
 * into the outbox just before the commit: both are stored or neither. A resource written twice in
 * one transaction is one event.
 */
@Interceptor
public final class SubscriptionHooks {

  private final Notifier notifier;

  SubscriptionHooks(Notifier notifier) {
    this.notifier = notifier;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    written((Resource) resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    written((Resource) after);
  }

  /** FHIR R4 tells of resources that meet criteria; one that is gone meets none. */
  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    if (resource instanceof Subscription subscription) {
      notifier.forget(subscription);
    }
  }

  private void written(Resource resource) {
    if (resource instanceof Subscription subscription) {
      notifier.follow(subscription);
      return;
    }
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      notifier.changed(List.of(resource));
      return;
    }
    TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(Pending.class::isInstance)
        .map(Pending.class::cast)
        .filter(one -> one.notifier == notifier)
        .findFirst()
        .orElseGet(this::begin)
        .add(resource);
  }

  private Pending begin() {
    var pending = new Pending(notifier);
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending;
  }

  /** What a transaction has written, in its order. */
  private static final class Pending implements TransactionSynchronization {

    private final Notifier notifier;
    private final Map<String, Resource> changed = new LinkedHashMap<>();
    private boolean closing;

    Pending(Notifier notifier) {
      this.notifier = notifier;
    }

    void add(Resource resource) {
      if (closing) {
        // Written by somebody who was also called before the commit, and later than this was.
        notifier.changed(List.of(resource));
        return;
      }
      changed.put(resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      closing = true;
      notifier.changed(List.copyOf(changed.values()));
    }
  }
}
