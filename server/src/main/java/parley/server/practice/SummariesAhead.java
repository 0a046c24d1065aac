package parley.server.practice;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.lifecycle.ChangedCourses;
import parley.server.work.Upkeep;
import parley.terminology.England;

/**
 * Works out the summaries of courses soon after they changed, so that a caseload that is asked for
 * once a week does not find sixty to work out. It only saves time: what it has not come to, or was
 * not told of, is worked out when it is asked for.
 */
public final class SummariesAhead implements DisposableBean {

  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final int AT_ONCE = 20;

  /** It rests three times as long as it works: messages come first. */
  private static final int REST = 3;

  private final JdbcTemplate jdbc;
  private final CourseSummaries summaries;
  private final PracticeCatchUp catchUp;
  private final Clock clock;
  private final Set<String> pending = new LinkedHashSet<>();
  private volatile boolean closed;
  private final Upkeep upkeep =
      new Upkeep("summaries-ahead", "Summaries were not worked out ahead");

  SummariesAhead(
      JdbcTemplate jdbc, CourseSummaries summaries, PracticeCatchUp catchUp, Clock clock) {
    this.jdbc = jdbc;
    this.summaries = summaries;
    this.catchUp = catchUp;
    this.clock = clock;
  }

  @EventListener
  void begin(ApplicationReadyEvent event) {
    upkeep.every(this::all, PERIOD, this::work);
  }

  @EventListener
  void changed(ChangedCourses event) {
    add(event.courses());
  }

  private void add(Collection<String> courses) {
    synchronized (pending) {
      pending.addAll(courses);
    }
  }

  /** What was written while no gateway ran, or told to another one. */
  private void all() {
    add(jdbc.queryForList("select course_id from course_record where open", String.class));
  }

  private void work() {
    if (!catchUp.isComplete()) {
      return;
    }
    for (var courses = next(); !courses.isEmpty() && !closed; courses = next()) {
      var began = System.nanoTime();
      summaries.of(patients(courses), LocalDate.now(clock.withZone(England.TIME)));
      rest(System.nanoTime() - began);
    }
  }

  private List<String> next() {
    synchronized (pending) {
      var next = new ArrayList<String>();
      for (var each = pending.iterator(); each.hasNext() && next.size() < AT_ONCE; ) {
        next.add(each.next());
        each.remove();
      }
      return next;
    }
  }

  private Map<String, String> patients(List<String> courses) {
    var patients = new HashMap<String, String>();
    jdbc.query(
        "select course_id, patient_id from course_record"
            + " where open and patient_id is not null and course_id = any(?)",
        row -> {
          patients.put(row.getString(1), row.getString(2));
        },
        (Object) courses.toArray(String[]::new));
    return patients;
  }

  private static void rest(long worked) {
    try {
      TimeUnit.NANOSECONDS.sleep(REST * worked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void destroy() {
    closed = true;
    upkeep.close();
  }
}
