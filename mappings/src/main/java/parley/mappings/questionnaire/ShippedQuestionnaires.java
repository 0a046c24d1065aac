package parley.mappings.questionnaire;

import parley.terminology.PackagedTerminology;

/** The shipped questionnaires for mappings of messages, read when the first of them needs one. */
public final class ShippedQuestionnaires {

  private ShippedQuestionnaires() {}

  private static final class Once {
    static final Questionnaires QUESTIONNAIRES =
        Questionnaires.packaged(PackagedTerminology.packaged());
  }

  public static Questionnaires get() {
    return Once.QUESTIONNAIRES;
  }
}
