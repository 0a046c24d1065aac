package parley.submissions.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attack 27: a person who is two Patients, of whom one alone has the number of the opt-out. */
class AskedPeopleTest {

  private static final Optional<String> CLEAR = Optional.of("9990000018");
  private static final Optional<String> LATER = Optional.of("999 000 0026");
  private static final Optional<String> OUT = Optional.of("9990000034");

  private final AskedPeople asked = new AskedPeople(OUT.get()::equals);

  @Test
  void a27PatientsOfAChainOfLinksGoTogether() {
    asked.patient("a", CLEAR);
    asked.patient("b", LATER);
    asked.patient("c", Optional.empty());
    asked.number("c", OUT);
    asked.patient("other", Optional.of("9990000042"));
    asked.link("a", "b");
    asked.link("c", "b");
    assertThat(asked.staying("a")).isEmpty();
    assertThat(asked.staying("b")).isEmpty();
    assertThat(asked.staying("c")).isEmpty();
    assertThat(asked.staying("other")).contains("9990000042");
    assertThat(asked.counts()).isEqualTo(new AskedPeople.Counts(2, 1, 0));
  }

  @Test
  void a27PatientsWithANumberInCommonGoTogether() {
    asked.patient("a", CLEAR);
    asked.patient("b", CLEAR);
    asked.number("b", OUT);
    assertThat(asked.staying("a")).isEmpty();
    assertThat(asked.counts()).isEqualTo(new AskedPeople.Counts(1, 1, 0));
  }

  @Test
  void aNumberThatCannotBeAskedTakesAllPatientsOfThePersonAway() {
    asked.patient("a", CLEAR);
    asked.patient("b", CLEAR);
    asked.number("b", Optional.of("not a number"));
    assertThat(asked.staying("a")).isEmpty();
    assertThat(asked.counts()).isEqualTo(new AskedPeople.Counts(1, 0, 1));
  }

  /** As ADT^A40 leaves them: the survivor keeps their number, the other one has an old one. */
  @Test
  void whoStaysHasOneNumberForAllTheirPatients() {
    asked.patient("survivor", LATER);
    asked.patient("retired", Optional.empty());
    asked.number("retired", CLEAR);
    asked.link("retired", "survivor");
    assertThat(asked.staying("survivor")).contains("9990000026");
    assertThat(asked.staying("retired")).contains("9990000026");
    assertThat(asked.standsFor("survivor")).isTrue();
    assertThat(asked.standsFor("retired")).isFalse();
    assertThat(asked.counts()).isEqualTo(new AskedPeople.Counts(1, 0, 0));
  }

  /** They would have no pseudonym, and nobody would know whose rows these are. */
  @Test
  void whoHasNoNumberNowIsUnasked() {
    asked.patient("a", Optional.empty());
    asked.number("a", CLEAR);
    asked.link("a", "not recorded");
    assertThat(asked.staying("a")).isEmpty();
    assertThat(asked.staying("not recorded")).isEmpty();
    assertThat(asked.counts()).isEqualTo(new AskedPeople.Counts(1, 0, 1));
  }
}
