package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;
import parley.submissions.engine.LocalKey;
import parley.submissions.engine.LocalKeyTaken;

class LocalKeyRowsTest {

  private final LocalKeyRows rows =
      new LocalKeyRows(RunningGateway.shared().bean(DataSource.class));
  private final String kind = "Test-" + UUID.randomUUID();

  @Test
  void whatIsKeptIsGivenAndMayBeKeptAgain() {
    var keys = List.of(key("a", "R-1"), key("b", "R-2"));
    rows.keep(keys);
    rows.keep(keys);
    assertThat(given()).containsExactlyInAnyOrderElementsOf(keys);
  }

  /** Two programs that build at the same time: the second is told, and nothing is changed. */
  @Test
  void whatContradictsTheRegisterIsNotKept() {
    rows.keep(List.of(key("a", "R-1")));
    assertThatThrownBy(() -> rows.keep(List.of(key("a", "R-2"))))
        .isInstanceOf(LocalKeyTaken.class)
        .hasMessageContaining("build it again")
        .hasMessageNotContaining("R-");
    assertThatThrownBy(() -> rows.keep(List.of(key("b", "r-1")))).isInstanceOf(LocalKeyTaken.class);
    assertThat(given()).containsExactly(key("a", "R-1"));
  }

  /** Another provider may number alike; a key is handed on once by each that had it. */
  @Test
  void aKeyIsOneOfItsProviderAndHandedOnOnce() {
    var first = key("a", "R-1");
    var another = new LocalKey("RX1", kind, "b", "R-1", "");
    var heir = new LocalKey("RZ9", kind, "c", "R-1", "a");
    rows.keep(List.of(first, another, heir));
    rows.keep(List.of(heir));
    assertThat(given()).containsExactlyInAnyOrder(first, another, heir);
    var second = List.of(new LocalKey("RZ9", kind, "d", "R-1", "a"));
    assertThatThrownBy(() -> rows.keep(second)).isInstanceOf(LocalKeyTaken.class);
  }

  private LocalKey key(String resource, String key) {
    return new LocalKey("RZ9", kind, resource, key, "");
  }

  private List<LocalKey> given() {
    try (var given = rows.given()) {
      return given.filter(key -> key.kind().equals(kind)).toList();
    }
  }
}
