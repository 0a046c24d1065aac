package parley.submissions.release;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.submissions.agreement.FieldForm;
import parley.submissions.disclosure.Ladder;
import parley.submissions.disclosure.RowSuppression;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/**
 * Which codes may leave: those of the national list of their field, less the legally restricted
 * ones. Displays are the terminology's, never a record's.
 */
final class LeavingCodes {

  /** What no release says, whatever list it is on. */
  static final String RESTRICTED = Systems.valueSet("legally-restricted");

  private final Terminology terminology;
  private final Map<String, String> cells = new HashMap<>();

  LeavingCodes(Terminology terminology) {
    this.terminology = terminology;
  }

  /** The code itself, or {@code other}. */
  String cell(FieldForm.Code form, String code) {
    return cells.computeIfAbsent(
        form.valueSet() + '|' + code,
        key -> system(form, code).isPresent() ? code : RowSuppression.OTHER);
  }

  /** The code of an ethnic category, or {@code not known}. */
  String ethnicity(String code) {
    var listed =
        terminology.validateCode(
            Systems.valueSet("nhs-ethnic-category"), Systems.UKCORE_ETHNIC_CATEGORY, code);
    return listed ? code : Ladder.UNKNOWN;
  }

  /** What a code that left means; empty when the terminology has no words for it. */
  Optional<String> display(FieldForm.Code form, String code) {
    return system(form, code).flatMap(system -> terminology.display(system, code));
  }

  private Optional<String> system(FieldForm.Code form, String code) {
    var systems = form.systems().stream();
    if (systems.anyMatch(system -> terminology.validateCode(RESTRICTED, system, code))) {
      return Optional.empty();
    }
    return form.systems().stream()
        .filter(system -> terminology.validateCode(form.valueSet(), system, code))
        .findFirst();
  }
}
