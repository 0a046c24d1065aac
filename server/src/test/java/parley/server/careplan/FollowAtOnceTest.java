package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Following a plan costs the write no search, and two clients no entry. */
class FollowAtOnceTest {

  private static final LocalDate TODAY = Planned.TODAY;
  private static final String THERAPY = "low-guided-self-help-book";

  private final Planned person = Planned.begun("F32.1", "step-2");
  private final CarePlan plan = person.agreed("depression", TODAY.minusWeeks(9));

  /**
   * What a search of HAPI's in a transaction that writes loads, Hibernate at times refuses. Only
   * searches of plans are the matter here, not those that HAPI makes for itself.
   */
  @Interceptor
  public static final class Searches {

    final Set<String> found = ConcurrentHashMap.newKeySet();
    final AtomicInteger seen = new AtomicInteger();

    @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
    public void note(ICachedSearchDetails search) {
      var ours =
          StackWalker.getInstance()
              .walk(
                  frames ->
                      frames
                          .map(StackWalker.StackFrame::getClassName)
                          .filter(name -> name.startsWith(PlanStore.class.getPackageName()))
                          // Else every search of HAPI's own were one of plans, for it is told here.
                          .filter(name -> !name.equals(Searches.class.getName()))
                          .toList());
      if (ours.isEmpty()) {
        return;
      }
      seen.incrementAndGet();
      if (TransactionSynchronizationManager.isActualTransactionActive()
          && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
        found.add(String.join(" < ", ours));
      }
    }
  }

  @Test
  void plansAreFollowedWithoutASearchInTheTransactionOfTheWrite() {
    var storage = Planned.gateway().bean("jpaInterceptorService", IInterceptorService.class);
    var second = person.applied("diabetes", "").setStatus(CarePlan.CarePlanStatus.ACTIVE);
    var searches = new Searches();
    storage.registerInterceptor(searches);
    try {
      person.posted(second);
      person.contact(TODAY.minusWeeks(1), "02", "5");
      var changed = person.stored(plan).setTitle("Another");
      person.put("CarePlan/" + plan.getIdElement().getIdPart(), person.json(changed));
      // A search for the definition of the plan, outside of any write.
      assertThat(person.progress(plan).getParameter()).isNotEmpty();
    } finally {
      storage.unregisterInterceptor(searches);
    }
    assertThat(searches.seen).as("searches of plans are seen").hasPositiveValue();
    assertThat(searches.found).isEmpty();
    assertThat(person.names(person.stored(plan), THERAPY)).hasSize(1);
  }

  @Test
  void twoClientsAtOnceLeaveThePlanAsTheRecordIs() throws InterruptedException {
    var pool = Executors.newFixedThreadPool(2);
    Callable<Integer> contact =
        () -> {
          var id = Planned.random();
          return person
              .http
              .putJson(
                  "/fhir/Encounter/" + id, person.contact(id, TODAY.minusWeeks(1), "02", "5", ""))
              .statusCode();
        };
    var answers = pool.invokeAll(List.of(contact, contact, contact, contact, contact, contact));
    pool.shutdown();
    for (var answer : answers) {
      assertThat(status(answer)).isEqualTo(201);
    }
    assertThat(person.names(person.stored(plan), THERAPY)).hasSize(6);
  }

  private static int status(java.util.concurrent.Future<Integer> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
