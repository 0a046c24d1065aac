package parley.server.demo;

import java.util.List;
import parley.server.synth.Er7;

/**
 * An {@code ORU^R01} with one questionnaire, as a general practice system sends what was answered
 * in its own rooms: MSH PID OBR and an OBX for each answer, in LOINC.
 */
final class PracticeResult {

  /**
   * LOINC panel 44249-1, in the order of the items (loinc.org, as in ConceptMap
   * questionnaire-item).
   */
  static final Form PHQ_9 =
      new Form(
          "44249-1^PHQ-9^LN",
          "44261-6",
          List.of(
              "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5",
              "44253-3", "44260-8"));

  /** LOINC panel 69737-5. */
  static final Form GAD_7 =
      new Form(
          "69737-5^GAD-7^LN",
          "70274-6",
          List.of("69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"));

  /** Not at all, several days, more than half the days, nearly every day. */
  private static final List<String> FREQUENCY =
      List.of("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9");

  private final Er7 message;
  private int set;

  private PracticeResult(Er7 message) {
    this.message = message;
  }

  /**
   * A questionnaire.
   *
   * @param panel OBR-4
   * @param total LOINC code of the total
   * @param items LOINC codes of the items in their order
   */
  record Form(String panel, String total, List<String> items) {}

  /**
   * Begins the report after MSH and PID.
   *
   * @param filler OBR-3, the practice's number of the report
   */
  static PracticeResult report(Er7 message, Form form, String filler, Slip slip) {
    message
        .segment("OBR")
        .set(1, "1")
        .set(3, filler + "^RIVERSIDE")
        .set(4, form.panel())
        .set(7, slip.seconds())
        .set(25, "F");
    return new PracticeResult(message);
  }

  /** Answers from 0 to 3 in the LOINC codes of their words. */
  PracticeResult inWords(Form form, List<Integer> answers) {
    for (var i = 0; i < answers.size(); i++) {
      observation("CE", form.items().get(i), FREQUENCY.get(answers.get(i)) + "^^LN");
    }
    return this;
  }

  /** Answers as their points. */
  PracticeResult inPoints(Form form, List<Integer> answers) {
    for (var i = 0; i < answers.size(); i++) {
      observation("NM", form.items().get(i), String.valueOf(answers.get(i)));
    }
    return this;
  }

  /** The total, with its answers or alone. */
  PracticeResult total(Form form, int total) {
    observation("NM", form.total(), String.valueOf(total));
    return this;
  }

  private void observation(String type, String code, String value) {
    set++;
    message
        .segment("OBX")
        .set(1, String.valueOf(set))
        .set(2, type)
        .set(3, code + "^^LN")
        .set(5, value)
        .set(11, "F");
  }
}
