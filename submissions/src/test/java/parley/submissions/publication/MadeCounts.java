package parley.submissions.publication;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import parley.submissions.publication.MadeFigures.Made;

/** What is counted in the days from start to end. */
final class MadeCounts {
  private final int start;
  private final int end;
  private final Map<String, Predicate<Made>> tests = new HashMap<>();
  private final Map<String, ToLongFunction<Made>> numbers = new HashMap<>();

  MadeCounts(int start, int end) {
    this.start = start;
    this.end = end;
    referrals();
    outcomes();
    contacts();
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  private boolean in(int day) {
    return day >= start && day <= end;
  }

  private void referrals() {
    tests.put("M001", one -> in(one.received()));
    tests.put("M002", one -> in(one.received()) && one.self());
    tests.put("M023", one -> in(one.assessed()));
    tests.put("M029", one -> (one.assessed() < -999 || one.assessed() > end) && one.ended() > end);
    tests.put("M031", one -> in(one.first()));
    tests.put("M036", one -> in(one.first()) && one.first() - one.received() <= 42);
    tests.put("M037", one -> in(one.first()) && one.first() - one.received() <= 126);
    tests.put("M038", one -> (one.first() < -999 || one.first() > end) && one.ended() > end);
    tests.put("M184", one -> in(one.second()));
    tests.put("M046", one -> in(one.second()) && one.second() - one.first() > 28);
    tests.put("M047", one -> in(one.second()) && one.second() - one.first() > 90);
    tests.put("M121", one -> in(one.second()) && one.second() - one.first() < 29);
    tests.put(
        "M122",
        one ->
            in(one.second())
                && one.second() - one.first() > 28
                && one.second() - one.first() <= 90);
    tests.put("M056", one -> in(one.ended()));
    tests.put("M073", one -> in(one.ended()) && one.seen() == 0);
    tests.put("M074", one -> in(one.ended()) && one.treatments() == 0 && one.seen() > 0);
    tests.put("M075", one -> in(one.ended()) && one.treatments() == 1);
    tests.put("M076", this::finished);
    tests.put("M153", one -> in(one.ended()) && one.treatments() == 0);
    tests.put("M288-denominator", one -> in(one.ended()) && one.treatments() > 0);
  }

  private boolean finished(Made one) {
    return in(one.ended()) && one.treatments() > 1;
  }

  private void outcomes() {
    finished("M052", one -> one.first() - one.received() <= 42);
    finished("M054", one -> one.first() - one.received() <= 126);
    finished("M179", Made::notAtCaseness);
    finished("M192-denominator", one -> !one.notAtCaseness());
    finished("M185", one -> one.change() == 1);
    finished("M187", one -> one.change() == 2);
    finished("M189", one -> one.change() == 3);
    finished("M191", Made::recovered);
    finished("M193", one -> one.recovered() && one.change() == 1);
    finished("M196", one -> one.firstMeasure() && !one.lastMeasure());
    finished("M197", one -> !one.firstMeasure());
    finished("M198", Made::lastMeasure);
    finished("M199", one -> one.firstPhq() && !one.lastPhq());
    finished("M200", one -> !one.firstPhq());
    finished("M201", Made::lastPhq);
    finished("M202", one -> one.lastPhq() && one.lastMeasure());
    finished("M203", one -> one.ground() > 0);
    finished("M204", one -> one.ground() == 1 && one.lastMeasure());
    finished("M212", one -> one.wsas() >= 0);
    finished("M1012-numerator", Made::integrated);
    finished("M1013-denominator", one -> one.minutes() >= 0);
    for (var group :
        Map.of("M206", "white", "M207", "asian", "M208", "black", "M209", "mixed", "M210", "other")
            .entrySet()) {
      finished(
          group.getKey() + "-numerator",
          one -> tests.get("M193").test(one) && one.ethnic().equals(group.getValue()));
      finished(
          group.getKey() + "-denominator",
          one -> !one.notAtCaseness() && one.ethnic().equals(group.getValue()));
    }
    numbers.put("M048", one -> in(one.first()) ? one.first() - one.received() : 0);
    numbers.put("M050", one -> finished(one) ? one.first() - one.received() : 0);
    numbers.put("M089", one -> finished(one) ? one.treatments() : 0);
    numbers.put("M141", one -> finished(one) ? one.treatments() : 0);
    numbers.put("M213", one -> finished(one) && one.wsas() >= 0 ? one.wsas() : 0);
    numbers.put("M1013", one -> finished(one) && one.minutes() >= 0 ? one.minutes() : 0);
  }

  private void finished(String id, Predicate<Made> also) {
    tests.put(id, one -> finished(one) && also.test(one));
  }

  /** All contacts of a course are held to be on its last day, so that every month has some. */
  private void contacts() {
    numbers.put("M082", one -> contacts(one, 1, 2, 3, 4, 5, 6, 7));
    for (var attendance = 2; attendance < 8; attendance++) {
      var code = attendance;
      numbers.put("M08" + (attendance + 1), one -> contacts(one, code));
    }
    numbers.put("P003-numerator", one -> contacts(one, 3, 7));
    numbers.put("P003-denominator", one -> contacts(one, 3, 5, 6, 7));
    numbers.put("M1011-numerator", one -> one.integrated() ? contacts(one, 5, 6) : 0);
    numbers.put("M1011-denominator", one -> contacts(one, 5, 6));
    numbers.put("M343", one -> in(one.ended()) && one.minutes() >= 0 ? 1 + one.minutes() % 3 : 0);
  }

  private long contacts(Made one, int... attendances) {
    var sum = 0L;
    for (var attendance : attendances) {
      sum += in(one.ended()) ? one.contacts()[attendance] : 0;
    }
    return sum;
  }

  Predicate<Made> test(String count) {
    return tests.get(count);
  }

  ToLongFunction<Made> numerator(String id) {
    var parts =
        MeasureParts.of(
            MadeFigures.MEASURES.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow());
    return number(id, parts.numerator().map(Counted::count).orElse(id), "-numerator");
  }

  ToLongFunction<Made> denominator(String id) {
    var parts =
        MeasureParts.of(
            MadeFigures.MEASURES.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow());
    return number(id, parts.denominator().orElseThrow().count(), "-denominator");
  }

  private ToLongFunction<Made> number(String id, String count, String part) {
    for (var name : List.of(id + part, count, id)) {
      if (numbers.containsKey(name)) {
        return numbers.get(name);
      }
      if (tests.containsKey(name)) {
        return one -> tests.get(name).test(one) ? 1 : 0;
      }
    }
    throw new IllegalStateException("not counted: " + id + part);
  }
}
