package parley.submissions.build;

import java.util.List;

/**
 * Something of which a file has less than was to be expected.
 *
 * @param thing what is counted
 * @param against what it was compared with
 * @param expected how many there were
 * @param found how many there are
 * @param share how much of the expected there must be
 */
public record Shortfall(Thing thing, Against against, long expected, long found, double share) {

  /** What is counted. */
  public enum Thing {
    PEOPLE("people"),
    REFERRALS("referrals"),
    CONTACTS("contacts"),
    SCORES("scores"),
    ENDED_COURSES("ended courses"),
    /**
     * What was done in contacts: without them nobody can tell treatment from employment support.
     */
    ACTIVITIES("activities"),
    INTERNET_LOGS("logs of internet-enabled therapy"),
    /** Without them every outcome is judged by GAD-7. */
    PROBLEMS("presenting problems"),
    /** Of all tables; only held against the rules, for tables differ too much in size. */
    ROWS("rows");

    static final List<Thing> COMPARED =
        List.of(
            PEOPLE,
            REFERRALS,
            CONTACTS,
            SCORES,
            ENDED_COURSES,
            ACTIVITIES,
            INTERNET_LOGS,
            PROBLEMS);

    private final String words;

    Thing(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** What it was compared with. */
  public enum Against {
    PRIMARY("the accepted primary"),
    REFRESH("the accepted refresh"),
    MONTHS_BEFORE("the months before"),
    RULES("the file before the rules drop any");

    private final String words;

    Against(String words) {
      this.words = words;
    }

    /** Whether it is what was accepted of the same month. */
    boolean isOfThisMonth() {
      return this == PRIMARY || this == REFRESH;
    }

    public String words() {
      return words;
    }
  }

  /** One sentence for a person. */
  public String sentence() {
    return found
        + " "
        + thing.words()
        + ", where "
        + against.words()
        + " had "
        + expected
        + (share == 1 ? "; all" : "; at least " + Math.round(share * 100) + "%")
        + " are asked for";
  }
}
