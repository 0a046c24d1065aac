package parley.mappings.lifecycle;

import java.util.Arrays;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.terminology.Systems;

/**
 * What a triage decided: {@code Task.businessStatus} of the completed triage Task, a code of {@code
 * CodeSystem/task}.
 */
public enum Decision {
  ACCEPT("accept", "Accept the referral", CourseState.ACCEPTED),
  REDIRECT("redirect", "Redirect the referral", CourseState.REDIRECTED),
  REJECT("reject", "Reject the referral", CourseState.REJECTED);

  private static final String SYSTEM = Systems.codeSystem("task");

  private final String code;
  private final String display;
  private final CourseState state;

  Decision(String code, String display, CourseState state) {
    this.code = code;
    this.display = display;
    this.state = state;
  }

  CourseState state() {
    return state;
  }

  /** Whether the service does not take the referral. */
  boolean turnsAway() {
    return this != ACCEPT;
  }

  Coding coding() {
    return new Coding(SYSTEM, code, display);
  }

  /** Whether a course in a state has become what was decided. */
  boolean isFulfilledBy(CourseState present) {
    return state == present
        || (this == ACCEPT
            && (present == CourseState.ASSESSMENT || present == CourseState.TREATMENT));
  }

  /** Whether a course in a state may be one for which this was decided. */
  boolean agreesWith(CourseState reached) {
    return isFulfilledBy(reached)
        || reached == CourseState.ENTERED_IN_ERROR
        || (this == ACCEPT && (reached.isEnded() || reached == CourseState.WITHDRAWN));
  }

  /** Whether a Task is the triage of a referral. */
  public static boolean isTriage(Task task) {
    return hasCode(task, "triage");
  }

  /** Whether a Task asks for what ended to be opened again. */
  public static boolean isReopening(Task task) {
    return hasCode(task, "reopen");
  }

  private static boolean hasCode(Task task, String code) {
    return task.getCode().getCoding().stream()
        .anyMatch(coding -> SYSTEM.equals(coding.getSystem()) && code.equals(coding.getCode()));
  }

  /** Whether a triage is done, decided or not. */
  static boolean isDone(Task task) {
    return isTriage(task) && task.getStatus() == TaskStatus.COMPLETED;
  }

  /** The decision of a triage that is done, empty when there is none. */
  static Optional<Decision> of(Task task) {
    if (!isDone(task)) {
      return Optional.empty();
    }
    return task.getBusinessStatus().getCoding().stream()
        .filter(coding -> SYSTEM.equals(coding.getSystem()))
        .flatMap(
            coding ->
                Arrays.stream(values()).filter(decision -> decision.code.equals(coding.getCode())))
        .findFirst();
  }
}
