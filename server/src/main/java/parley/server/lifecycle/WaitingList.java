package parley.server.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.lifecycle.CareChanges.Touched;
import parley.server.lifecycle.WaitingRows.Made;
import parley.submissions.course.CourseModel;

/**
 * Who waits, as the record says now. The rows that answer are made from the record when it has
 * changed: by {@link WaitingUpkeep} soon after a write, and by who asks for what it has not come to
 * yet, who waits for that a bounded time only. A change is noted with the write and forgotten with
 * the row that was made after it, so that a row without a note is what the record says.
 */
final class WaitingList {

  private static final int READ_AT_ONCE = 200;
  private static final Duration REST = Duration.ofMillis(100);

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
  private final Duration longest;

  /** Who came first works first, so that no one who asks keeps the upkeep from its work. */
  private final Lock work = new ReentrantLock(true);

  private volatile boolean complete;
  private volatile boolean closed;

  /**
   * @param edition names the program and the model that make the rows
   * @param transactions each of its own
   * @param changed is told the logical ids of the courses of which anything changed
   * @param longest how long who asks waits for the rows
   */
  WaitingList(
      CareChanges changes,
      WaitingRows rows,
      WaitingCourses courses,
      CourseModel model,
      String edition,
      TransactionTemplate transactions,
      Consumer<List<String>> changed,
      Duration longest) {
    this.changes = changes;
    this.rows = rows;
    this.courses = courses;
    this.model = model;
    this.edition = edition;
    this.transactions = transactions;
    this.changed = changed;
    this.longest = longest;
  }

  /**
   * Everybody who waits, in no order.
   *
   * @throws WaitingListNotReady when there is more to make than could be made in time, another
   *     program makes rows as well, or the gateway ends
   */
  List<WaitingRow> now() {
    var patience = Patience.of(longest);
    var another = false;
    do {
      if (!complete) {
        complete(patience);
      }
      if (!broughtUpToDate(patience)) {
        break;
      }
      var found = rows.waiting();
      if (found.isPresent()) {
        return found.get();
      }
      // Another program has made some, before this one began or meanwhile.
      complete = false;
      another = true;
      LockSupport.parkNanos(REST.toNanos());
    } while (!patience.isOver());
    throw new WaitingListNotReady(
        another
            ? "another version of the program is making the list as well"
            : "much was written, and the list is being made of it");
  }

  /** Has every row made that another program made, or none. */
  void complete() {
    complete(Patience.endless());
  }

  private void complete(Patience patience) {
    transactions.executeWithoutResult(
        status -> {
          changes.lock(patience);
          changes.noteMissing(edition);
        });
    complete = true;
  }

  /** Makes the rows anew of everything that was written before the call, however long it takes. */
  void bringUpToDate() {
    broughtUpToDate(Patience.endless());
  }

  /** Whether everything was made in time that was written before the call. */
  private boolean broughtUpToDate(Patience patience) {
    if (!patience.take(work)) {
      return false;
    }
    try {
      // Nothing noted and nobody at work: what was forgotten was forgotten with its rows.
      var latest = changes.latest();
      while (latest.isPresent() && !closed && step(latest.get(), patience)) {
        if (patience.isOver()) {
          return false;
        }
      }
    } finally {
      work.unlock();
    }
    if (closed) {
      throw new WaitingListNotReady("the gateway is ending");
    }
    return true;
  }

  /** Works no further; for who closes the database. */
  void close() {
    closed = true;
  }

  /** Some of the changes up to a number; false when there are none left. */
  private boolean step(long latest, Patience patience) {
    var touched = new ArrayList<String>();
    var more =
        transactions.execute(
            status -> {
              changes.lock(patience);
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
