package parley.camelroutes.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** When work looks: every so often, or at the times of a cron expression. */
public sealed interface LookTimes {

  /** Every so often, from the start on. */
  record Every(Duration interval) implements LookTimes {}

  /** By an expression of Quartz, which begins with seconds, in English local time. */
  record Cron(String expression) implements LookTimes {}

  /** A number with its unit, which is milliseconds when there is none. */
  Pattern SIMPLE = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");

  /**
   * Times of a setting.
   *
   * @param text an interval such as {@code 30m}, {@code 1h} or {@code PT1H}, or a cron expression
   *     of six or seven parts such as {@code 0 0 6 * * ?}
   * @throws IllegalArgumentException if it is neither, or no time at all
   */
  static LookTimes of(String text) {
    var given = text.strip();
    if (given.contains(" ")) {
      if (!CronExpression.isValidExpression(given)) {
        throw new IllegalArgumentException("no cron expression of Quartz");
      }
      return new Cron(given);
    }
    var interval = interval(given);
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("an interval is longer than nothing");
    }
    return new Every(interval);
  }

  private static Duration interval(String text) {
    var simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
    if (!simple.matches()) {
      try {
        return Duration.parse(text);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("neither an interval nor a cron expression", e);
      }
    }
    var number = Long.parseLong(simple.group(1));
    var unit = simple.group(2);
    if (unit == null) {
      return Duration.ofMillis(number);
    }
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMillis(number);
    };
  }
}
