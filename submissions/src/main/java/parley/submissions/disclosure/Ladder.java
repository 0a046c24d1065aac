package parley.submissions.disclosure;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * A fixed ladder of ever coarser values. Level 1 is the finest that an anonymous row may have; what
 * was recorded itself is on no rung. A value that the ladder does not know becomes {@link
 * #UNKNOWN}, never itself.
 */
public enum Ladder {
  /** Years, to bands; those under 18 and those of 90 or more are one band each. */
  AGE(2) {
    @Override
    String rung(int level, String value) {
      var age = Integer.parseInt(value);
      if (age < 0 || age > 130) {
        return UNKNOWN;
      }
      return band(age, level == 1 ? FINE_AGES : COARSE_AGES);
    }
  },

  /** Ethnic category of the NHS Data Dictionary (A to Z), to the five groups of the 2001 census. */
  ETHNICITY(2) {
    @Override
    String rung(int level, String value) {
      var group = ethnicGroup(value.toUpperCase(Locale.ROOT));
      if (level == 1 || group.equals("not stated") || group.equals(UNKNOWN)) {
        return group;
      }
      return group.equals("White") ? group : "ethnic minority group";
    }
  },

  /** ODS code of an NHS England region (Y and two digits), to itself, then to England. */
  REGION(2) {
    @Override
    String rung(int level, String value) {
      if (!value.matches("Y\\d\\d")) {
        return UNKNOWN;
      }
      return level == 1 ? value : "England";
    }
  },

  /** Date (yyyy-MM-dd), to month, quarter and calendar year. */
  DATE(3) {
    @Override
    String rung(int level, String value) {
      var date = LocalDate.parse(value);
      return switch (level) {
        case 1 -> YearMonth.from(date).toString();
        case 2 -> date.getYear() + " Q" + (date.getMonthValue() + 2) / 3;
        default -> String.valueOf(date.getYear());
      };
    }
  };

  /** For what is absent or not understood. */
  public static final String UNKNOWN = "not known";

  private static final List<Integer> FINE_AGES = List.of(18, 25, 35, 45, 55, 65, 75, 90);
  private static final List<Integer> COARSE_AGES = List.of(18, 45, 65, 90);

  private final int levels;

  Ladder(int levels) {
    this.levels = levels;
  }

  /** How many rungs, the coarsest being the last. */
  public int levels() {
    return levels;
  }

  /**
   * The value on a rung.
   *
   * @param level 1 to {@link #levels()}
   */
  public String at(int level, String value) {
    if (level < 1 || level > levels) {
      throw new IllegalArgumentException(name() + " has levels 1 to " + levels);
    }
    try {
      return rung(level, value.strip());
    } catch (NumberFormatException | DateTimeException e) {
      return UNKNOWN;
    }
  }

  abstract String rung(int level, String value);

  private static String band(int age, List<Integer> starts) {
    if (age < starts.get(0)) {
      return "under " + starts.get(0);
    }
    for (var at = 1; at < starts.size(); at++) {
      if (age < starts.get(at)) {
        return starts.get(at - 1) + " to " + (starts.get(at) - 1);
      }
    }
    return starts.get(starts.size() - 1) + " and over";
  }

  private static String ethnicGroup(String code) {
    return switch (code) {
      case "A", "B", "C" -> "White";
      case "D", "E", "F", "G" -> "Mixed";
      case "H", "J", "K", "L" -> "Asian or Asian British";
      case "M", "N", "P" -> "Black or Black British";
      case "R", "S" -> "Other ethnic groups";
      case "Z" -> "not stated";
      default -> UNKNOWN;
    };
  }
}
