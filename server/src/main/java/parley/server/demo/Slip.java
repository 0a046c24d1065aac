package parley.server.demo;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * What tells one message from another.
 *
 * @param controlId MSH-10
 * @param event trigger event such as {@code I12}
 * @param at local time in London, which HL7 v2 times without an offset are
 */
record Slip(String controlId, String event, LocalDateTime at) {

  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  String seconds() {
    return SECONDS.format(at);
  }

  String minutes() {
    return MINUTES.format(at);
  }

  String day() {
    return DAY.format(at.toLocalDate());
  }

  String daysLater(int days) {
    return DAY.format(at.toLocalDate().plusDays(days));
  }
}
