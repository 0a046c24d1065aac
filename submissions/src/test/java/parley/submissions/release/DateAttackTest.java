package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * Attack 19 on the days of contacts of a service that works from Monday to Friday and not on bank
 * holidays. The attacker has the days since referral and the quarter, and knows when services are
 * shut and the clocks change; they look for the date of the referral.
 */
class DateAttackTest {

  private static final int REFERRALS = 240;
  private static final ZoneId ENGLAND = ZoneId.of("Europe/London");

  /** Of England in 2026: https://www.gov.uk/bank-holidays. */
  private static final Set<LocalDate> HOLIDAYS =
      Set.of(
          LocalDate.of(2026, 1, 1),
          LocalDate.of(2026, 4, 3),
          LocalDate.of(2026, 4, 6),
          LocalDate.of(2026, 5, 4),
          LocalDate.of(2026, 5, 25),
          LocalDate.of(2026, 8, 31),
          LocalDate.of(2026, 12, 25),
          LocalDate.of(2026, 12, 28));

  private static final Pattern START = Pattern.compile("\"start\":\"([0-9T:-]{16}):00Z\"");
  private static final Pattern RECEIVED =
      Pattern.compile("\"id\":\"course-(\\d+)\".*\"period\":\\{\"start\":\"([0-9-]{10})");
  private static final Pattern CONTACT = Pattern.compile("\"id\":\"contact-(\\d+)-");

  @TempDir static Path shared;

  private static final ViewResources OPEN_ON_WORKING_DAYS = DateAttackTest::moved;

  /** Truth by referral: when it was received, and its contacts. */
  private static final Map<Integer, LocalDate> TRUE_DATES = new TreeMap<>();

  private static final Map<Integer, List<LocalDateTime>> TRUE_CONTACTS = new TreeMap<>();

  @BeforeAll
  static void release() {
    OPEN_ON_WORKING_DAYS
        .ofType("EpisodeOfCare")
        .map(text -> RECEIVED.matcher(text.json()))
        .filter(java.util.regex.Matcher::find)
        .forEach(it -> TRUE_DATES.put(Integer.valueOf(it.group(1)), LocalDate.parse(it.group(2))));
    OPEN_ON_WORKING_DAYS
        .ofType("Encounter")
        .forEach(
            text -> {
              var of = CONTACT.matcher(text.json());
              var start = START.matcher(text.json());
              assertThat(of.find() && start.find()).isTrue();
              TRUE_CONTACTS
                  .computeIfAbsent(Integer.valueOf(of.group(1)), none -> new ArrayList<>())
                  .add(LocalDateTime.parse(start.group(1)));
            });
    assertThat(
            MadeOrders.builder()
                .build(
                    OPEN_ON_WORKING_DAYS, MadeOrders.order("evaluation"), shared.resolve("rows")))
        .isInstanceOf(ReleaseResult.Released.class);
  }

  @Test
  @Attack(
      value = 19,
      by = "weekdays, bank holidays",
      off = "days since referral: dates as recorded")
  void a19WeekdaysAndBankHolidaysDoNotGiveTheDateOfAReferral() {
    var released = days();
    assertThat(released).hasSizeGreaterThan(150);
    Function<Integer, List<LocalDate>> fromDays =
        i -> possible(quarter(TRUE_DATES.get(i)), released.get(i));
    Function<Integer, List<LocalDate>> fromDates = i -> List.of(TRUE_DATES.get(i));
    Defence.holds("date of a referral", found(released, fromDays), found(released, fromDates));
    for (var i : released.keySet()) {
      assertThat(fromDays.apply(i)).as("the attack is right").contains(TRUE_DATES.get(i));
    }
    var least = released.keySet().stream().mapToInt(i -> fromDays.apply(i).size()).min();
    assertThat(least.orElseThrow()).as("dates that remain possible").isGreaterThanOrEqualTo(11);
  }

  @Test
  @Attack(value = 19, by = "change of the clocks", off = "whole days: hours")
  void a19TheChangeOfTheClocksIsNotSeenInDays() {
    var released = days();
    Function<Integer, Boolean> inDays =
        i -> released.get(i).stream().anyMatch(day -> !day.matches("\\d+"));
    Function<Integer, Boolean> inHours =
        i -> {
          var times =
              TRUE_CONTACTS.get(i).stream().map(it -> it.toLocalDate().atTime(9, 0)).toList();
          return times.stream()
              .map(it -> ChronoUnit.HOURS.between(times.get(0).atZone(ENGLAND), it.atZone(ENGLAND)))
              .anyMatch(hours -> hours % 24 != 0);
        };
    Defence.holds(
        "clock change",
        released.keySet().stream().filter(inDays::apply).count(),
        released.keySet().stream().filter(inHours::apply).count());
  }

  @Test
  @Attack(
      value = 19,
      by = "dates, and what was after the period",
      off = "days since referral within the period: dates as recorded")
  void a19NoDateAndNothingAfterThePeriodIsInAnyRow() {
    var dates = Pattern.compile("\\d{4}-\\d{2}(-\\d{2})?");
    var rows =
        Stream.of("referrals", "contacts", "scores")
            .flatMap(file -> ReleasedFolder.rows(shared.resolve("rows"), file).stream().skip(1))
            .flatMap(List::stream)
            .toList();
    var undated =
        TRUE_CONTACTS.values().stream().flatMap(List::stream).map(LocalDateTime::toString).toList();
    Defence.holds(
        "dates in cells",
        rows.stream().filter(cell -> dates.matcher(cell).find()).count(),
        undated.stream().filter(cell -> dates.matcher(cell).find()).count());
    var last = LocalDate.of(2026, 12, 31);
    var released = days();
    Function<List<LocalDate>, Long> late = all -> all.stream().filter(last::isBefore).count();
    Defence.holds(
        "after the period",
        late.apply(
            released.entrySet().stream()
                .flatMap(
                    it ->
                        it.getValue().stream()
                            .map(day -> TRUE_DATES.get(it.getKey()).plusDays(Long.parseLong(day))))
                .toList()),
        late.apply(
            TRUE_CONTACTS.values().stream()
                .flatMap(List::stream)
                .map(LocalDateTime::toLocalDate)
                .toList()));
  }

  private static long found(
      Map<Integer, List<String>> people, Function<Integer, List<LocalDate>> attack) {
    return people.keySet().stream().filter(i -> attack.apply(i).size() == 1).count();
  }

  /** Dates of a quarter from which no contact falls on a day when the service is shut. */
  private static List<LocalDate> possible(LocalDate first, List<String> days) {
    return first
        .datesUntil(first.plusMonths(3))
        .filter(date -> days.stream().allMatch(day -> isOpen(date.plusDays(Long.parseLong(day)))))
        .toList();
  }

  private static LocalDate quarter(LocalDate date) {
    return LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1);
  }

  private static boolean isOpen(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !HOLIDAYS.contains(day);
  }

  /** Days of contacts of the release, by the referral that the key leads back to. */
  private static Map<Integer, List<String>> days() {
    var pseudonyms = ReleaseKeys.pseudonyms(MadeOrders.order("evaluation")).orElseThrow();
    var who = new HashMap<String, Integer>();
    TRUE_DATES
        .keySet()
        .forEach(
            i ->
                who.put(
                    pseudonyms
                        .of(IdentifierKind.REFERRAL, TokenValues.referral("course-" + i))
                        .value(),
                    i));
    var tokens = ReleasedFolder.column(shared.resolve("rows"), "contacts", "contactReferralToken");
    var days = ReleasedFolder.column(shared.resolve("rows"), "contacts", "contactDay");
    var found = new TreeMap<Integer, List<String>>();
    for (var at = 0; at < tokens.size(); at++) {
      if (days.get(at).isEmpty()) {
        continue; // Too near the end of the period to be told: DayWindow.
      }
      found.computeIfAbsent(who.get(tokens.get(at)), none -> new ArrayList<>()).add(days.get(at));
    }
    return found;
  }

  /** The made record with every contact on the next day that the service is open. */
  private static Stream<ResourceText> moved(String type) {
    var all = new MadePeople(REFERRALS).ofType(type);
    if (!type.equals("Encounter")) {
      return all;
    }
    return all.map(
        text -> {
          var start = START.matcher(text.json());
          assertThat(start.find()).isTrue();
          var day = LocalDateTime.parse(start.group(1)).toLocalDate();
          var open = day;
          while (!isOpen(open)) {
            open = open.plusDays(1);
          }
          return ResourceText.of(text.json().replace(day + "T", open + "T"));
        });
  }
}
