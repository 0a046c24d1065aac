package parley.server.lifecycle;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one database transaction has written of courses of treatment. It is judged once, before the
 * commit, so that a transaction that writes several resources of a course means one thing.
 */
final class CourseWrites implements TransactionSynchronization {

  private final Map<String, Map<String, Optional<Resource>>> before = new LinkedHashMap<>();
  private final Map<String, Resource> after = new LinkedHashMap<>();
  private final Set<Task> reopenings = new LinkedHashSet<>();
  private final Set<ServiceRequest> onward = new LinkedHashSet<>();
  private final Set<String> deleted = new LinkedHashSet<>();
  private final Consumer<CourseWrites> judge;

  private CourseWrites(Consumer<CourseWrites> judge) {
    this.judge = judge;
  }

  /** Those of the present transaction. */
  static CourseWrites current(Consumer<CourseWrites> judge) {
    if (TransactionSynchronizationManager.getResource(CourseWrites.class)
        instanceof CourseWrites writes) {
      return writes;
    }
    var writes = new CourseWrites(judge);
    TransactionSynchronizationManager.bindResource(CourseWrites.class, writes);
    TransactionSynchronizationManager.registerSynchronization(writes);
    return writes;
  }

  /**
   * Notes that a resource of a course is written.
   *
   * @param course the referral of the course, or the course that names none
   * @param was as it was before the transaction, empty when it is new
   */
  void note(String course, Optional<Resource> was, Resource is) {
    before.computeIfAbsent(course, key -> new LinkedHashMap<>()).putIfAbsent(name(is), was);
    after.put(name(is), is);
  }

  void reopen(Task task) {
    reopenings.add(task);
  }

  void onward(ServiceRequest request) {
    onward.add(request);
  }

  /** Notes that a referral is deleted. */
  void delete(ServiceRequest referral) {
    deleted.add(name(referral));
  }

  /** The referrals deleted. */
  Set<String> deleted() {
    return Set.copyOf(deleted);
  }

  /** The courses written, as their referrals. */
  Set<String> courses() {
    return Set.copyOf(before.keySet());
  }

  /** The resources written of one course, as they were. */
  Map<String, Optional<Resource>> before(String course) {
    return before.getOrDefault(course, Map.of());
  }

  /** A resource as this transaction writes it. */
  Optional<Resource> after(String name) {
    return Optional.ofNullable(after.get(name));
  }

  Set<Task> reopenings() {
    return Set.copyOf(reopenings);
  }

  Set<ServiceRequest> onward() {
    return Set.copyOf(onward);
  }

  static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdElement().getIdPart();
  }

  /** Before whoever follows the record: what the course becomes is a part of it. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    judge.accept(this);
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResource(CourseWrites.class);
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(CourseWrites.class, this);
  }

  @Override
  public void beforeCompletion() {
    TransactionSynchronizationManager.unbindResource(CourseWrites.class);
  }
}
