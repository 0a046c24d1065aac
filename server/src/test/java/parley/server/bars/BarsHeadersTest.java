package parley.server.bars;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.camelroutes.BarsError;
import parley.mappings.Transport.Fact;

/** For whom a BaRS request is, and what is kept of its headers. */
class BarsHeadersTest {

  private static final String ID = "C1AB3FBA-6bae-4ba4-b257-5a87c44d4a91";

  private final BarsHeaders ours = new BarsHeaders(List.of(BarsMessages.TARGET));

  @Test
  void whatIsKeptIsTheIdsAndTheTarget() {
    var said = (BarsHeaders.Said.Facts) ours.read(request(BarsMessages.target()));
    assertThat(said.transport().get(Fact.REQUEST_ID)).contains(ID.toLowerCase());
    assertThat(said.transport().get(Fact.CORRELATION_ID)).contains(ID);
    assertThat(said.transport().get(Fact.TARGET_IDENTIFIER)).contains(BarsMessages.TARGET);
  }

  @Test
  void anotherServiceIsRefusedUnlessAnyIsTaken() {
    var other = request(BarsMessages.target("https://fhir.nhs.uk/Id/dos-service-id", "1"));
    assertThat(((BarsHeaders.Said.Wrong) ours.read(other)).error()).isEqualTo(BarsError.VALUE);
    assertThat(new BarsHeaders(List.of()).read(other)).isInstanceOf(BarsHeaders.Said.Facts.class);
  }

  @Test
  void aTargetIsAnObjectWithSystemAndValue() {
    for (var wrong : List.of("e30=", "W10=", "bm8=", "%%", BarsMessages.target("x", ""))) {
      assertThat(((BarsHeaders.Said.Wrong) ours.read(request(wrong))).error())
          .as(wrong)
          .isEqualTo(BarsError.INVALID);
    }
  }

  /** A request of which only the headers are asked. */
  private static HttpServletRequest request(String target) {
    var headers = new HashMap<String, String>();
    headers.putAll(
        Map.of(
            BarsHeaders.REQUEST_ID, ID,
            BarsHeaders.CORRELATION_ID, ID,
            BarsHeaders.TARGET, target));
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            BarsHeadersTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> headers.get(String.valueOf(arguments[0])));
  }
}
