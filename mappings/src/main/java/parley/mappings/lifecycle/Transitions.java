package parley.mappings.lifecycle;

import static parley.mappings.lifecycle.CourseState.ACCEPTED;
import static parley.mappings.lifecycle.CourseState.ASSESSMENT;
import static parley.mappings.lifecycle.CourseState.DISCHARGED;
import static parley.mappings.lifecycle.CourseState.ENTERED_IN_ERROR;
import static parley.mappings.lifecycle.CourseState.LAPSED;
import static parley.mappings.lifecycle.CourseState.RECEIVED;
import static parley.mappings.lifecycle.CourseState.REDIRECTED;
import static parley.mappings.lifecycle.CourseState.REJECTED;
import static parley.mappings.lifecycle.CourseState.TREATMENT;
import static parley.mappings.lifecycle.CourseState.TRIAGED;
import static parley.mappings.lifecycle.CourseState.WITHDRAWN;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which state may follow which; docs/lifecycle.md draws it. The table is Parley's own. */
public final class Transitions {

  /** Without what is allowed from everywhere, and without pauses and changes of step. */
  private static final Map<CourseState, Set<CourseState>> NEXT =
      Map.of(
          RECEIVED,
          EnumSet.of(
              TRIAGED, ACCEPTED, REDIRECTED, REJECTED, WITHDRAWN, ASSESSMENT, DISCHARGED, LAPSED),
          TRIAGED,
          EnumSet.of(ACCEPTED, REDIRECTED, REJECTED, WITHDRAWN, ASSESSMENT, DISCHARGED, LAPSED),
          ACCEPTED,
          EnumSet.of(WITHDRAWN, ASSESSMENT, DISCHARGED, LAPSED),
          ASSESSMENT,
          EnumSet.of(TREATMENT, DISCHARGED, LAPSED),
          TREATMENT,
          EnumSet.of(DISCHARGED, LAPSED));

  private Transitions() {}

  /** Whether a course may go from one standing to another, which differs from it. */
  static boolean allows(Standing from, Standing to) {
    if (from.state() == ENTERED_IN_ERROR) {
      return false;
    }
    if (to.state() == ENTERED_IN_ERROR) {
      return true;
    }
    if (from.paused() != to.paused() && from.resumed().equals(to.resumed())) {
      return from.state().canPause();
    }
    if (to.paused()) {
      return false; // a pause changes nothing else
    }
    if (from.paused()) {
      return (to.state().isEnded() || to.state() == WITHDRAWN) && follows(from.state(), to.state());
    }
    if (from.state() == TREATMENT && to.state() == TREATMENT) {
      return true; // stepped up or down
    }
    return follows(from.state(), to.state());
  }

  private static boolean follows(CourseState from, CourseState to) {
    return NEXT.getOrDefault(from, Set.of()).contains(to);
  }

  /** The states that may follow, in the order of the enum. */
  public static List<CourseState> next(Standing from) {
    var next = new ArrayList<CourseState>();
    for (var state : CourseState.values()) {
      var to = new Standing(state, state == TREATMENT ? from.step() : Standing.NO_STEP, false);
      if (from.state() != state && allows(from, to)) {
        next.add(state);
      }
    }
    return next;
  }

  /** What a client may do from here, in plain words. */
  public static List<String> choices(Standing from) {
    var choices = new ArrayList<String>();
    if (from.paused()) {
      choices.add(from.state().code() + " resumed: the onhold period ended, and the status before");
    } else if (from.state().canPause()) {
      choices.add(
          "paused: EpisodeOfCare.status onhold, with an onhold period without end in statusHistory"
              + (from.state() == ASSESSMENT ? " and the active one before it" : ""));
    }
    if (from.state() == TREATMENT && !from.paused()) {
      choices.add("treatment at the other step: the extension step changed");
    }
    next(from).forEach(state -> choices.add(state.code() + ": " + state.how()));
    if (from.state().isTurnedAway() || from.state().isEnded()) {
      choices.add("opened again: a Task of code reopen, completed, whose focus is the referral");
    }
    return choices;
  }
}
