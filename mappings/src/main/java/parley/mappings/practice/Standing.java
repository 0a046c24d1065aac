package parley.mappings.practice;

import java.util.List;

/** Whether somebody was qualified to give a therapy on a day. */
public sealed interface Standing {

  /** Code in CodeSystem {@code activity-standing}. */
  String code();

  /** Whether the rule was kept. */
  default boolean isKept() {
    return this instanceof Qualified || this instanceof Trainee;
  }

  /**
   * They held a qualification for it.
   *
   * @param qualification its code in the national list
   */
  record Qualified(String qualification) implements Standing {
    @Override
    public String code() {
      return "qualified";
    }
  }

  /**
   * They were in training for it, under supervision.
   *
   * @param qualification what they train for
   * @param supervisors logical ids of the supervising Practitioners, at least one
   */
  record Trainee(String qualification, List<String> supervisors) implements Standing {
    public Trainee {
      supervisors = List.copyOf(supervisors);
      if (supervisors.isEmpty()) {
        throw new IllegalArgumentException("a trainee has a named supervisor");
      }
    }

    @Override
    public String code() {
      return "trainee";
    }
  }

  /** They were not to give it. */
  record NotQualified(Why why) implements Standing {
    @Override
    public String code() {
      return why.code;
    }
  }

  /** The record does not say. */
  record Unknown(Gap gap) implements Standing {
    @Override
    public String code() {
      return gap.code;
    }
  }

  /** Why somebody was not to give a therapy. */
  enum Why {
    NO_QUALIFICATION(
        "no-qualification",
        "who gave the activity has no qualification for it and is in no training for one"),
    NO_SUPERVISOR(
        "no-supervisor",
        "who gave the activity is in training for it and has no named supervisor on that day"),
    SUPERVISOR_NOT_QUALIFIED(
        "supervisor-not-qualified",
        "who gave the activity is in training for it, and who is named as supervisor holds no"
            + " qualification on that day or is a trainee whom they supervise in turn"),
    LAPSED("lapsed", "the qualification of who gave the activity had ended by that day");

    private final String code;
    private final String text;

    Why(String code, String text) {
      this.code = code;
      this.text = text;
    }

    /** In words, without a value of the record. */
    public String text() {
      return text;
    }
  }

  /** What is missing to say. */
  enum Gap {
    NO_PERFORMER("no-performer", "the activity names no practitioner"),
    NO_CODE("no-code", "the activity has no SNOMED CT code"),
    NO_DATE("no-date", "neither the activity nor its contact has a date"),
    NO_AWARD_DATE(
        "no-award-date", "the qualification for it has neither a date of award nor a planned one"),
    NO_RULE("no-rule", "ConceptMap therapy-qualification has no row for the code");

    private final String code;
    private final String text;

    Gap(String code, String text) {
      this.code = code;
      this.text = text;
    }

    /** In words, without a value of the record. */
    public String text() {
      return text;
    }
  }
}
