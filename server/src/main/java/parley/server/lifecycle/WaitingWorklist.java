package parley.server.lifecycle;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import parley.mappings.lifecycle.CourseState;
import parley.mappings.lifecycle.EnglishDay;
import parley.server.worklist.Services;
import parley.submissions.waiting.Wait;
import parley.submissions.waiting.WaitingStandard;

/**
 * {@code GET /worklists/waiting}: who waits for a first or a second treatment, longest first, for
 * who runs the service.
 */
@RestController
public final class WaitingWorklist {

  private static final int LARGEST_PAGE = 500;
  private static final String SECONDS = "10";

  private final WaitingList list;
  private final Clock clock;

  WaitingWorklist(WaitingList list, Clock clock) {
    this.list = list;
    this.clock = clock;
  }

  /** What the list is narrowed to; null for anything. */
  private record Filter(
      Optional<String> service,
      @Nullable String state,
      @Nullable Boolean paused,
      @Nullable String breach) {

    boolean takes(Row row) {
      return (service.isEmpty() || row.course().service().equals(service))
          && (state == null || row.course().state().equals(state))
          && (paused == null || row.course().paused() == paused)
          && (breach == null || row.breaches(false).contains(breach));
    }
  }

  private record Row(WaitingRow course, Wait present) {

    /** Codes of the standards that the wait is longer than, by the national count or the clock. */
    List<String> breaches(boolean byClock) {
      return Arrays.stream(WaitingStandard.values())
          .filter(standard -> isBreached(standard, byClock))
          .map(WaitingStandard::code)
          .toList();
    }

    boolean isBreached(WaitingStandard standard, boolean byClock) {
      return standard.until() == present.until()
          && standard.isBreached(byClock ? present.clockDays() : present.days());
    }
  }

  /**
   * One page.
   *
   * @param service logical id of an Organization, with or without {@code Organization/}
   * @param state a code of {@code CodeSystem/course-state}
   * @param paused {@code true} or {@code false}
   * @param breach a standard that the wait is longer than: {@code six-weeks}, {@code
   *     eighteen-weeks}, {@code twenty-eight-days} or {@code ninety-days}
   * @param page from 0
   * @param size 1 to 500
   */
  @GetMapping("/worklists/waiting")
  public ResponseEntity<Map<String, Object>> waiting(
      @RequestParam(required = false) @Nullable String service,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Boolean paused,
      @RequestParam(required = false) @Nullable String breach,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "100") int size) {
    check(state, breach, page, size);
    var today = EnglishDay.of(clock.instant());
    var named = Services.id(service).map(id -> "Organization/" + id);
    var filter = new Filter(named, state, paused, breach);
    var rows = new ArrayList<Row>();
    for (var course : list.now()) {
      rows.add(new Row(course, course.on(today)));
    }
    rows.removeIf(row -> !filter.takes(row));
    rows.sort(
        Comparator.comparingLong((Row row) -> -row.present().days())
            .thenComparing(row -> row.course().episode()));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(answer(rows, today, page, size));
  }

  /** Nobody is told of a list that may leave people out. */
  @ExceptionHandler
  public ResponseEntity<String> notReady(WaitingListNotReady why) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, SECONDS)
        .cacheControl(CacheControl.noStore())
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(
            "Who waits cannot be said now: "
                + why.getMessage()
                + ". Ask again in "
                + SECONDS
                + " seconds.\n");
  }

  private static void check(@Nullable String state, @Nullable String breach, int page, int size) {
    if (page < 0 || size < 1 || size > LARGEST_PAGE) {
      throw bad("page must be 0 or more, and size 1 to " + LARGEST_PAGE);
    }
    var states = Arrays.stream(CourseState.values()).map(CourseState::code).toList();
    if (state != null && !states.contains(state)) {
      throw bad("state is one of " + String.join(", ", states));
    }
    var standards = Arrays.stream(WaitingStandard.values()).map(WaitingStandard::code).toList();
    if (breach != null && !standards.contains(breach)) {
      throw bad("breach is one of " + String.join(", ", standards));
    }
  }

  private static ResponseStatusException bad(String why) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
  }

  private static Map<String, Object> answer(List<Row> rows, LocalDate today, int page, int size) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("asOf", today.toString());
    answer.put("total", rows.size());
    answer.put("paused", rows.stream().filter(it -> it.course().paused()).count());
    var breached = new LinkedHashMap<String, Long>();
    for (var standard : WaitingStandard.values()) {
      breached.put(
          standard.code(), rows.stream().filter(it -> it.isBreached(standard, false)).count());
    }
    answer.put("breached", breached);
    answer.put(
        "courses",
        rows.stream().skip((long) page * size).limit(size).map(WaitingWorklist::json).toList());
    return answer;
  }

  private static Map<String, Object> json(Row row) {
    var course = row.course();
    var json = new LinkedHashMap<String, Object>();
    json.put("episode", "EpisodeOfCare/" + course.episode());
    course.patient().ifPresent(patient -> json.put("patient", patient));
    course.referral().ifPresent(referral -> json.put("referral", referral));
    course.service().ifPresent(service -> json.put("service", service));
    json.put("state", course.state());
    course.step().ifPresent(step -> json.put("step", step));
    json.put("paused", course.paused());
    json.put("received", course.received().toString());
    json.put("waitsFor", row.present().until().code());
    json.put("since", row.present().from().toString());
    json.put("days", row.present().days());
    json.put("clockDays", row.present().clockDays());
    json.put("breached", row.breaches(false));
    json.put("breachedByClock", row.breaches(true));
    return json;
  }
}
