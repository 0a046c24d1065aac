package parley.server.release;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Optional;
import parley.submissions.publication.ReleaseKind;
import parley.terminology.England;

/**
 * The words of an order, whoever it comes from; what is wrong with one is thrown as {@link Wrong}.
 */
final class ReleaseWords {

  /** A year and a half: what a refresh and a comparison with the year before need. */
  private static final int LONGEST_MONTHS = 18;

  private static final int LONGEST_NAME = 100;

  private ReleaseWords() {}

  /** A word that cannot be read; the message says which and what it is to be. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String word, String rule) {
      super(word + ' ' + rule);
    }
  }

  /**
   * Months from the first to the last.
   *
   * @param last may be the first
   */
  record Period(YearMonth first, YearMonth last) {}

  /** {@code 2026-10}, or {@code 2026-10..2027-03}; months that are over. */
  static Period period(String word, Optional<String> said, Clock clock) {
    var text =
        said.orElseThrow(() -> new Wrong(word, "is missing; it is a month, such as 2026-10"));
    try {
      var parts = text.split("[.][.]", -1);
      if (parts.length > 2) {
        throw new Wrong(word, "is a month or two, such as 2026-10 or 2026-10..2027-03");
      }
      var period = new Period(YearMonth.parse(parts[0]), YearMonth.parse(parts[parts.length - 1]));
      if (period.last().isBefore(period.first())
          || period.last().isAfter(period.first().plusMonths(LONGEST_MONTHS - 1L))) {
        throw new Wrong(word, "ends in its first month or up to 17 months later");
      }
      if (!period.last().isBefore(YearMonth.now(clock.withZone(England.TIME)))) {
        throw new Wrong(word, "has a month that is not over");
      }
      return period;
    } catch (DateTimeException e) {
      throw new Wrong(word, "is a month or two, such as 2026-10 or 2026-10..2027-03");
    }
  }

  /** An ODS code, given or of the settings. */
  static String provider(String word, Optional<String> said, ReleaseSettings settings) {
    var provider = said.orElse(settings.provider());
    if (!ReleaseSettings.isOds(provider)) {
      throw new Wrong(
          word,
          "is an ODS code of capitals and digits, such as RZ9; or set parley.releases.provider");
    }
    return provider;
  }

  static ReleaseKind edition(String word, Optional<String> said) {
    return ReleaseKind.of(said.orElse(ReleaseKind.PRIMARY.code()))
        .orElseThrow(() -> new Wrong(word, "is primary or refresh"));
  }

  /** Of a key, as a manifest names it. */
  static Optional<String> keyId(String word, Optional<String> said) {
    if (said.filter(id -> !id.matches("[0-9a-f]{16}")).isPresent()) {
      throw new Wrong(word, "is 16 hexadecimal digits, as the manifest of a release has them");
    }
    return said;
  }

  static String by(String word, Optional<String> said) {
    return said.map(String::strip)
        .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
        .filter(name -> name.codePoints().noneMatch(Character::isISOControl))
        .orElseThrow(() -> new Wrong(word, "says who asks, in at most 100 characters"));
  }
}
