package parley.server.practice;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import parley.server.worklist.Services;
import parley.terminology.England;

/** {@code /worklists}: what somebody who answers for a service has to look at. */
@RestController
@RequestMapping("/worklists")
public final class WorklistController {

  private static final int LARGEST_PAGE = 500;
  private static final int MOST_WEEKS = 104;
  private static final int DATE = "2026-11-02".length();

  private final UnqualifiedWork unqualified;
  private final SupervisionReport supervision;
  private final PracticeCatchUp catchUp;
  private final Clock clock;

  WorklistController(
      UnqualifiedWork unqualified,
      SupervisionReport supervision,
      PracticeCatchUp catchUp,
      Clock clock) {
    this.unqualified = unqualified;
    this.supervision = supervision;
    this.catchUp = catchUp;
    this.clock = clock;
  }

  /** Activities, latest first; references are {@code Type/id}. */
  public record ActivityPage(int page, int size, long total, List<ActivityEntry> entries) {}

  /** One activity outside the rule; {@code code} is of CodeSystem activity-standing. */
  public record ActivityEntry(
      String activity,
      Optional<LocalDate> day,
      String therapy,
      Optional<String> therapyName,
      List<String> practitioners,
      String code,
      String text,
      Optional<String> service,
      Optional<String> course,
      Optional<String> contact) {}

  /** Activities of a service, and how many of them are outside the rule or cannot be judged. */
  public record ServiceCount(
      Optional<String> service, long activities, long notQualified, long unknown) {}

  /** One entry for each service. */
  public record ServiceCounts(List<ServiceCount> services) {}

  /** People without supervision in the weeks up to a day. */
  public record SupervisionPage(
      LocalDate asOf, int weeks, int page, int size, long total, List<SupervisionEntry> entries) {}

  /** One of them; {@code code} is no-supervisor or no-session. */
  public record SupervisionEntry(
      String practitioner,
      String code,
      Optional<LocalDate> lastSession,
      List<String> supervisors,
      List<String> services,
      long openCourses) {}

  /**
   * Care activities outside the qualification rule.
   *
   * @param service logical id of an Organization
   * @param kind {@code not-qualified}, or {@code unknown} for those that cannot be judged
   * @param from first day, such as {@code 2026-11-02}
   * @param to last day
   * @param page from 0
   * @param size 1 to 500
   */
  @GetMapping("/unqualified")
  public ActivityPage unqualified(
      @RequestParam(required = false) @Nullable String service,
      @RequestParam(defaultValue = "not-qualified") String kind,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    ready();
    check(page, size);
    var filter =
        new UnqualifiedWork.Filter(
            Services.id(service), isUnknown(kind), day("from", from), day("to", to));
    var found = unqualified.page(filter, page, size);
    return new ActivityPage(
        page, size, found.total(), found.found().stream().map(WorklistController::entry).toList());
  }

  /**
   * The same counted for each service.
   *
   * @param service logical id of an Organization, for its counts alone
   */
  @GetMapping("/unqualified/counts")
  public ServiceCounts counts(
      @RequestParam(required = false) @Nullable String service,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    ready();
    var wanted = Services.id(service);
    return new ServiceCounts(
        unqualified.counts(day("from", from), day("to", to)).stream()
            .filter(count -> wanted.isEmpty() || wanted.equals(count.service()))
            .map(
                count ->
                    new ServiceCount(
                        count.service().map(id -> "Organization/" + id),
                        count.activities(),
                        count.notQualified(),
                        count.unknown()))
            .toList());
  }

  /**
   * People without recorded supervision.
   *
   * @param weeks 1 to 104
   * @param asOf the day up to which sessions count; today by default
   * @param service logical id of an Organization they have a post in
   */
  @GetMapping("/supervision")
  public SupervisionPage supervision(
      @RequestParam(defaultValue = "4") int weeks,
      @RequestParam(name = "as-of", required = false) @Nullable String asOf,
      @RequestParam(required = false) @Nullable String service,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    ready();
    check(page, size);
    if (weeks < 1 || weeks > MOST_WEEKS) {
      throw bad("weeks must be 1 to " + MOST_WEEKS);
    }
    var day = day("as-of", asOf).orElseGet(() -> LocalDate.now(clock.withZone(England.TIME)));
    var found = supervision.page(day, weeks, Services.id(service), page, size);
    return new SupervisionPage(
        day,
        weeks,
        page,
        size,
        found.total(),
        found.found().stream().map(WorklistController::entry).toList());
  }

  private static ActivityEntry entry(UnqualifiedWork.Found found) {
    return new ActivityEntry(
        "Procedure/" + found.activity(),
        found.day(),
        found.therapy(),
        found.therapyName(),
        references("Practitioner/", found.practitioners()),
        found.code(),
        UnqualifiedWork.text(found.code()),
        found.service().map(id -> "Organization/" + id),
        found.course().map(id -> "EpisodeOfCare/" + id),
        found.contact().map(id -> "Encounter/" + id));
  }

  private static SupervisionEntry entry(SupervisionReport.Found found) {
    return new SupervisionEntry(
        "Practitioner/" + found.person(),
        found.supervisors().isEmpty() ? "no-supervisor" : "no-session",
        found.last(),
        references("Practitioner/", found.supervisors()),
        references("Organization/", found.services()),
        found.openCourses());
  }

  private static List<String> references(String type, List<String> ids) {
    return ids.stream().map(id -> type + id).toList();
  }

  private void ready() {
    if (!catchUp.isComplete()) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "what was stored before the upgrade is still being gone over; ask again in a minute");
    }
  }

  private static void check(int page, int size) {
    if (page < 0 || size < 1 || size > LARGEST_PAGE) {
      throw bad("page must be 0 or more, and size 1 to " + LARGEST_PAGE);
    }
  }

  private static boolean isUnknown(String kind) {
    return switch (kind) {
      case "not-qualified" -> false;
      case "unknown" -> true;
      default -> throw bad("kind must be not-qualified or unknown");
    };
  }

  private static Optional<LocalDate> day(String name, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      // ISO 8601 knows years beyond four digits, which the database does not read as Java does.
      if (text.length() == DATE) {
        return Optional.of(LocalDate.parse(text));
      }
    } catch (DateTimeParseException e) {
      // Said below, as of every other text that is none.
    }
    throw bad(name + " must be a date such as 2026-11-02");
  }

  private static ResponseStatusException bad(String text) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, text);
  }
}
