package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;

/** What the database says is not what a client is told. */
class WriteConflictsTest {

  private final WriteConflicts conflicts = new WriteConflicts();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "could not execute statement [ERROR: deadlock detected] [select res_id from hfj_resource]",
        "ERROR: duplicate key value violates unique constraint \"idx_x\" Detail: Key (a)=(SECRET)",
        "could not serialize access due to concurrent update",
      })
  void theWordsOfTheDatabaseAreLeftOut(String words) {
    var answer = conflicts.answer(new ResourceVersionConflictException(words));
    assertThat(answer).isInstanceOf(ResourceVersionConflictException.class);
    assertThat(answer.getMessage()).contains("Send it again").doesNotContain(words);
    assertThat(answer.getOperationOutcome()).isNotNull();
  }

  @Test
  void theSecondToMakeARowBesideTheStoreHasAConflictToo() {
    var cause = new SQLException("duplicate key value", "23505");
    for (var failure :
        List.of(
            new DuplicateKeyException("care_contact SECRET", cause),
            new InternalErrorException(
                "SECRET", new DuplicateKeyException("care_contact", cause)))) {
      var answer = conflicts.answer(failure);
      assertThat(answer).isInstanceOf(ResourceVersionConflictException.class);
      assertThat(answer.getMessage()).contains("Send it again").doesNotContain("SECRET");
    }
    assertThat(conflicts.answer(new InvalidRequestException("ours", cause))).isNull();
  }

  @Test
  void aConflictOfOursIsAnsweredAsItIs() {
    var ours = new ResourceVersionConflictException("Patient.identifier: another Patient holds it");
    assertThat(conflicts.answer(ours)).isNull();
    assertThat(conflicts.answer(new IllegalStateException("deadlock"))).isNull();
  }
}
