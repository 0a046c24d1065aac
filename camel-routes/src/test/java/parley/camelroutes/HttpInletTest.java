package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpInletTest {

  private Gateway gateway;
  private HttpInlet http;

  @BeforeEach
  void open() throws Exception {
    var inlet = new Inlet.Http("web", "/hl7v2", List.of());
    gateway = new Gateway(List.of(inlet), Gateway.LIMITS, Duration.ofMinutes(5));
    http = new HttpInlet(inlet, gateway.context.createProducerTemplate());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aBodyIsAnsweredInTheBody() {
    assertThat(http.post(Texts.message("1")).map(Texts::verdicts)).contains("AA|1");
    assertThat(http.post(Texts.message("2", "ZTX|bad")).map(Texts::verdicts)).contains("AE|2");
    assertThat(http.post(Texts.enhanced("3", "AL", "AL")).map(Texts::verdicts))
        .contains("CA|3 AA|3");
    assertThat(http.post(Texts.enhanced("4", "NE", "NE"))).isEmpty();
    assertThat(gateway.store.entries()).extracting(JournalEntry::inlet).containsOnly("web");
  }

  @Test
  void aGatewayThatIsStoppedTakesNothing() {
    gateway.close();
    assertThatThrownBy(() -> http.post(Texts.message("1"))).isInstanceOf(RuntimeException.class);
    assertThat(gateway.store.entries()).isEmpty();
  }

  @Test
  void everyFailureIsAnAnswer() {
    gateway.store.storeAway(true);
    assertThat(http.post(Texts.message("1")).map(Texts::verdicts)).contains("AE|1");
    gateway.store.storeAway(false);
    assertThat(http.post(Texts.message("2", "ZTX|die")).map(Texts::verdicts)).contains("AE|2");
    assertThat(http.post(new byte[0]).map(Texts::verdicts)).contains("AR|");
  }
}
