package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.AttackTable;

/** Attack 29 on the attacks that are made here: each is run, and in the table of the page. */
class SynthAttackListTest {

  @Test
  void theTableOfThePageIsThatOfTheTests() throws IOException {
    assertThat(AttackTable.attacks())
        .allSatisfy(it -> assertThat(AttackTable.silent(it)).as(it.toString()).isEmpty());
    assertThat(AttackTable.rows().stream().filter(it -> it.type().startsWith("Synth")))
        .containsExactlyElementsOf(AttackTable.proofs())
        .hasSizeGreaterThan(10);
  }
}
