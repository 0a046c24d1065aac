package parley.submissions.course;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * A score of a scale (tables IDS606 and IDS607).
 *
 * @param id what tells it from others
 * @param scale id of the scale, such as {@code phq-9}
 * @param value the score
 * @param date English date
 * @param time English local time; without one it is taken as the start of the day
 * @param contact id of the contact that it was given in
 */
public record Score(
    String id,
    String scale,
    BigDecimal value,
    LocalDate date,
    Optional<LocalTime> time,
    Optional<String> contact) {

  /** Date and time, for order. */
  public LocalDateTime moment() {
    return date.atTime(time.orElse(LocalTime.MIN));
  }
}
