package parley.server.demo;

import java.util.List;
import java.util.Optional;
import parley.server.demo.Storyline.Expected;
import parley.server.synth.Complaint;

/** The courses of the demonstration. What each must come to follows from docs/outcomes.md. */
final class Storylines {

  /** NHS Data Dictionary END CODE: treatment completed as agreed, and ended early by the person. */
  private static final String COMPLETED = "46";

  private static final String LEFT_EARLY = "48";

  private static final Expected RECOVERED = expected("recovered", "improvement", "on-track");
  private static final Expected DETERIORATED =
      expected("not-recovered", "deterioration", "not-on-track");
  private static final Expected STUCK =
      expected("not-recovered", "no-reliable-change", "not-on-track");
  private static final Expected EARLY = expected("not-recovered", "no-reliable-change", "unknown");
  private static final Expected IMPROVED = expected("not-recovered", "improvement", "on-track");

  private static final List<Storyline> ALL =
      List.of(
          told("recovers from depression", Complaint.DEPRESSION)
              .scores(List.of(18, 16, 13, 11, 9, 7, 5), List.of(14, 12, 10, 9, 7, 5, 4))
              .ends(COMPLETED, RECOVERED),
          told("deteriorates", Complaint.GENERALISED_ANXIETY)
              .scores(List.of(12, 13, 15, 16, 18, 20), List.of(11, 12, 13, 14, 15, 16))
              .goesOn(DETERIORATED),
          told("not on track after seven treatments", Complaint.DEPRESSION)
              .scores(
                  List.of(17, 17, 16, 18, 16, 17, 16, 17), List.of(13, 13, 12, 14, 13, 12, 12, 13))
              .goesOn(STUCK),
          told("too early to say", Complaint.GENERALISED_ANXIETY)
              .scores(List.of(15, 14, 14), List.of(12, 12, 11))
              .goesOn(EARLY),
          told("item 9 of PHQ-9 above 0, then better", Complaint.DEPRESSION)
              .scores(List.of(21, 22, 19, 16, 13), List.of(15, 15, 13, 11, 10))
              .selfHarm(1)
              .goesOn(IMPROVED),
          told("recovers from social phobia, by SPIN", Complaint.SOCIAL_PHOBIA)
              .scores(List.of(14, 13, 12, 10, 8, 6, 5), List.of(13, 12, 11, 9, 7, 6, 5))
              .measure(List.of(45, 43, 38, 33, 27, 18, 12))
              .ends(COMPLETED, RECOVERED),
          told("recovers from panic, by PDSS", Complaint.PANIC)
              .scores(List.of(13, 12, 10, 8, 6, 4), List.of(16, 14, 11, 9, 6, 5))
              .measure(List.of(18, 16, 13, 9, 6, 3))
              .ends(COMPLETED, RECOVERED),
          told("better, and still at caseness by OCI", Complaint.OBSESSIVE_COMPULSIVE)
              .scores(List.of(16, 15, 14, 12, 10, 9), List.of(15, 14, 13, 11, 10, 9))
              .measure(List.of(104, 99, 90, 78, 62, 55))
              .ends(COMPLETED, IMPROVED),
          told("recovers from generalised anxiety", Complaint.GENERALISED_ANXIETY)
              .scores(List.of(9, 9, 8, 6, 5, 4), List.of(17, 15, 12, 10, 7, 5))
              .ends(COMPLETED, RECOVERED),
          told("below caseness at the start", Complaint.MIXED)
              .scores(List.of(7, 6, 5), List.of(6, 5, 5))
              .ends(
                  COMPLETED,
                  expected("not-at-caseness-at-start", "no-reliable-change", "on-track")),
          told("leaves after two treatments", Complaint.MIXED)
              .scores(List.of(16, 15, 15), List.of(14, 13, 14))
              .ends(LEFT_EARLY, EARLY),
          told("much better, not recovered", Complaint.DEPRESSION)
              .scores(List.of(24, 23, 20, 18, 15, 13), List.of(18, 17, 15, 14, 12, 11))
              .ends(COMPLETED, IMPROVED),
          told("reliable improvement half way", Complaint.MIXED)
              .scores(List.of(19, 17, 15, 12), List.of(16, 14, 12, 11))
              .goesOn(IMPROVED),
          told("assessed, treatment to begin", Complaint.GENERALISED_ANXIETY)
              .scores(List.of(14), List.of(15))
              .goesOn(new Expected(Optional.empty(), Optional.empty(), "unknown")));

  private Storylines() {}

  static List<Storyline> all() {
    return ALL;
  }

  private static Expected expected(String recovery, String change, String trajectory) {
    return new Expected(Optional.of(recovery), Optional.of(change), trajectory);
  }

  private static Teller told(String why, Complaint problem) {
    return new Teller(why, problem, List.of(), List.of(), List.of(), Optional.empty());
  }

  /** A story that is being told. */
  private record Teller(
      String why,
      Complaint problem,
      List<Integer> phq9,
      List<Integer> gad7,
      List<Integer> measured,
      Optional<Integer> harm) {

    Teller scores(List<Integer> depression, List<Integer> anxiety) {
      return new Teller(why, problem, depression, anxiety, measured, harm);
    }

    Teller measure(List<Integer> totals) {
      return new Teller(why, problem, phq9, gad7, totals, harm);
    }

    Teller selfHarm(int session) {
      return new Teller(why, problem, phq9, gad7, measured, Optional.of(session));
    }

    Storyline ends(String discharge, Expected expected) {
      return story(Optional.of(discharge), expected);
    }

    Storyline goesOn(Expected expected) {
      return story(Optional.empty(), expected);
    }

    private Storyline story(Optional<String> discharge, Expected expected) {
      return new Storyline(why, problem, phq9, gad7, measured, harm, discharge, expected);
    }
  }
}
