package parley.bench;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.synth.NhsNumbers;

/**
 * Writes made-up staff and their open courses through the gateway's own storage, without the
 * endpoint's validation, which is not what is measured.
 */
final class CaseloadSeed {

  private static final int THREADS = 4;

  private final DaoRegistry daos;
  private final TransactionTemplate transactions;
  private final CaseloadRecords records;
  private final NhsNumbers numbers = new NhsNumbers(0);
  private final AtomicLong written = new AtomicLong();

  CaseloadSeed(DaoRegistry daos, TransactionTemplate transactions, LocalDate today) {
    this.daos = daos;
    this.transactions = transactions;
    this.records = new CaseloadRecords(today);
  }

  /**
   * Seeds.
   *
   * @param courses how many
   * @param each how many of them a therapist leads
   * @return how many resources were written
   */
  long run(int courses, int each) throws InterruptedException {
    var therapists = (courses + each - 1) / each;
    write(records.staff(therapists));
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var pending = new ArrayList<Future<?>>();
      for (var i = 0; i < courses; i++) {
        var index = i;
        var number = numbers.next();
        pending.add(threads.submit(() -> write(records.course(index, index / each, number))));
      }
      for (var one : pending) {
        one.get();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the courses could not be written", failure.getCause());
    } finally {
      threads.shutdownNow();
    }
    return written.get();
  }

  private void write(List<Resource> resources) {
    transactions.executeWithoutResult(
        status ->
            resources.forEach(
                resource -> dao(resource).update(resource, new SystemRequestDetails())));
    written.addAndGet(resources.size());
  }

  @SuppressWarnings("unchecked")
  private IFhirResourceDao<Resource> dao(Resource resource) {
    return daos.getResourceDao(resource.fhirType());
  }
}
