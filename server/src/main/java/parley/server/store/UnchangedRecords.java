package parley.server.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import parley.mappings.RecordBundle.Write;
import parley.server.store.StoredRecords.Held;

/**
 * Remembers writes that were found to change nothing. Every message of a practice names the same
 * practitioner and organisation; while such a resource is still at the version compared with, the
 * same write changes nothing again and the resource need not be read.
 */
final class UnchangedRecords {

  private static final int REMEMBERED = 5_000;

  private final Cache<String, Known> known = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Known(Write write, long version) {}

  boolean knows(Write write, Held held) {
    var before = known.getIfPresent(name(write.resource()));
    return before != null
        && before.version() == held.version()
        && before.write().cleared().equals(write.cleared())
        && before.write().defaults().equals(write.defaults())
        && before.write().when().equals(write.when())
        && before.write().resource().equalsDeep(write.resource());
  }

  /** Once the transaction has committed; a version that is rolled back may be somebody else's. */
  void remember(Write write, Held held) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            known.put(name(write.resource()), new Known(write, held.version()));
          }
        });
  }

  private static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdPart();
  }
}
