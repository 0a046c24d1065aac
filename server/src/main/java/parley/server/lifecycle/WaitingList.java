package parley.server.lifecycle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.lifecycle.CareChanges.Touched;
import parley.server.lifecycle.WaitingRows.Made;
import parley.submissions.course.CourseModel;

/**
 * Who waits, as the record says now. The rows that answer are made from the record when it has
 * changed: by {@link WaitingUpkeep} soon after a write, and by who asks for what it has not come to
 * yet. A change is noted with the write and forgotten with the row that was made after it, so that
 * a row without a note is what the record says.
 */
final class WaitingList {

  private static final int READ_AT_ONCE = 200;

  private static final Set<EpisodeOfCareStatus> OPEN =
      EnumSet.of(
          EpisodeOfCareStatus.PLANNED,
          EpisodeOfCareStatus.WAITLIST,
          EpisodeOfCareStatus.ACTIVE,
          EpisodeOfCareStatus.ONHOLD);

  private final CareChanges changes;
  private final WaitingRows rows;
  private final WaitingCourses courses;
  private final CourseModel model;
  private final String edition;
  private final TransactionTemplate transactions;
  private final Consumer<List<String>> changed;
  private volatile boolean complete;
  private volatile boolean closed;

  /**
   * @param edition names the program and the model that make the rows
   * @param transactions each of its own
   * @param changed is told the logical ids of the courses of which anything changed
   */
  WaitingList(
      CareChanges changes,
      WaitingRows rows,
      WaitingCourses courses,
      CourseModel model,
      String edition,
      TransactionTemplate transactions,
      Consumer<List<String>> changed) {
    this.changes = changes;
    this.rows = rows;
    this.courses = courses;
    this.model = model;
    this.edition = edition;
    this.transactions = transactions;
    this.changed = changed;
  }

  /** Everybody who waits, in no order. */
  List<WaitingRow> now() {
    if (!complete || rows.hasOthers()) {
      complete();
    }
    bringUpToDate();
    return rows.waiting();
  }

  /** Has every row made that another program made, or none. */
  void complete() {
    transactions.executeWithoutResult(
        status -> {
          changes.lock();
          changes.noteMissing(edition);
        });
    complete = true;
  }

  /** Makes the rows anew of everything that was written before the call. */
  synchronized void bringUpToDate() {
    // Nothing noted and nobody at work: what was forgotten was forgotten with its rows.
    var latest = changes.latest();
    while (latest.isPresent() && !closed && step(latest.get())) {
      // The next ones.
    }
  }

  /** Works no further; for who closes the database. */
  void close() {
    closed = true;
  }

  /** Some of the changes up to a number; false when there are none left. */
  private boolean step(long latest) {
    var touched = new ArrayList<String>();
    var more =
        transactions.execute(
            status -> {
              changes.lock();
              // Read after the lock, each by a statement of its own, which sees what was committed
              // before it: first what is noted, then the record, which can only be newer.
              var noted = changes.upTo(latest);
              if (noted.numbers().isEmpty()) {
                return false;
              }
              var found = changes.courses(noted);
              var waiting = found.stream().filter(Touched::waits).toList();
              for (var from = 0; from < waiting.size(); from += READ_AT_ONCE) {
                if (closed) {
                  status.setRollbackOnly();
                  return false;
                }
                make(waiting.subList(from, Math.min(waiting.size(), from + READ_AT_ONCE)));
              }
              changes.forget(noted);
              found.forEach(one -> touched.add(one.id()));
              return true;
            });
    changed.accept(touched);
    return Boolean.TRUE.equals(more);
  }

  private void make(List<Touched> touched) {
    var keys = touched.stream().map(Touched::key).toList();
    var made = new ArrayList<Made>();
    courses
        .of(keys)
        .forEach(
            (key, found) -> {
              if (OPEN.contains(found.episode().getStatus())) {
                Optional<WaitingRow> row =
                    found.course().flatMap(course -> WaitingRow.of(course, model));
                made.add(new Made(key, found.episode().getIdPart(), row));
              }
            });
    rows.replace(keys, made);
  }
}
