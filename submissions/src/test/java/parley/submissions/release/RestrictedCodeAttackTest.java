package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.submissions.agreement.FieldCatalogue;
import parley.submissions.agreement.FieldForm;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.attack.EveryCode;

/**
 * Attack 20: codes of gender recognition, fertility and sexually transmitted infection are looked
 * for in cells, and in the sheet that says what the cells mean.
 */
class RestrictedCodeAttackTest {

  private static final List<String> GENDER = List.of("F64", "F64.0", "F64.2", "F640");
  private static final List<String> FERTILITY =
      List.of("N46", "N97.9", "N98.1", "Z31.2", "Z35.0", "Z350");
  private static final List<String> INFECTION =
      List.of(
          "A50.9", "A54.9", "A60.0", "A64", "B20.1", "B24", "F02.4", "O98.1", "O98.7", "R75",
          "Z11.3", "Z11.4", "Z20.2", "Z20.6", "Z21", "Z22.4", "Z71.7");

  /** Next to them, and free to leave. */
  private static final List<String> FREE =
      List.of("F41.1", "F63.0", "F65.0", "F02.3", "N95.1", "O98.0", "Z11.1", "Z20.1", "Z35.1");

  @Test
  @Attack(
      value = 20,
      by = "legally restricted codes, in rows",
      off = "the list of restricted codes")
  void a20NoLegallyRestrictedCodeLeavesEvenWhenItIsOnTheListOfItsField() {
    var on = new LeavingCodes(new EveryCode(false));
    var off = new LeavingCodes(new EveryCode(true));
    var all = Stream.of(GENDER, FERTILITY, INFECTION).flatMap(List::stream).toList();
    for (var subject : List.of(GENDER, FERTILITY, INFECTION)) {
      Defence.holds("restricted codes", leaving(on, subject), leaving(off, subject));
    }
    assertThat(leaving(off, all)).isEqualTo(all.size());
    assertThat(leaving(on, FREE)).as("others").isEqualTo(FREE.size());
  }

  /** In any field of a code: those that a cell says, or that have words in the sheet. */
  private static long leaving(LeavingCodes codes, List<String> asked) {
    var form = (FieldForm.Code) FieldCatalogue.find("presentingComplaint").orElseThrow().form();
    return asked.stream()
        .filter(
            code -> codes.cell(form, code).equals(code) || codes.display(form, code).isPresent())
        .count();
  }

  /** Nothing that an agreement may name is about gender identity. */
  @Test
  void a20GenderIdentityIsNoFieldOfAnyAgreement() {
    assertThat(FieldCatalogue.all())
        .noneMatch(
            field ->
                field.column().contains("identity")
                    || field.form() instanceof FieldForm.Code code
                        && code.valueSet().contains("gender-identity"));
  }
}
