package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The day's script and application-demo.yaml must speak of the same senders. */
final class DemoSendersTest {

  private final Map<String, Object> parley = parley();
  private final List<DemoMessage> day =
      DemoDay.script(DemoSettings.USUAL_SEED, Instant.parse("2026-11-23T07:55:00Z"));

  @Test
  void everySenderIsAcceptedUnderWhatItWritesInMsh3AndMsh4() {
    var origins = new HashMap<String, String>();
    list(parley, "senders")
        .forEach(
            sender -> {
              var accepted = list(sender, "accepts").get(0);
              origins.put(
                  String.valueOf(sender.get("id")),
                  accepted.get("application") + "|" + accepted.get("facility"));
            });
    var applied = day.stream().filter(message -> message.expected() == Outcome.AA).toList();
    assertThat(applied).isNotEmpty();
    applied.forEach(
        message ->
            assertThat(new String(message.bytes(), StandardCharsets.ISO_8859_1))
                .startsWith("MSH|^~\\&|" + origins.get(message.sender()) + '|'));
  }

  @Test
  void everySenderHasAnInletOfItsTransport() {
    var kinds = new HashMap<String, String>();
    list(parley, "inlets")
        .forEach(
            inlet ->
                ((List<?>) inlet.get("senders"))
                    .forEach(
                        sender ->
                            kinds.put(String.valueOf(sender), String.valueOf(inlet.get("kind")))));
    day.forEach(
        message ->
            assertThat(kinds.get(message.sender()))
                .isEqualToIgnoringCase(message.transport().name()));
  }

  @Test
  void theCharsetIsTheOneItWrites() {
    var charsets = new HashMap<String, String>();
    list(parley, "senders")
        .forEach(
            sender ->
                charsets.put(
                    String.valueOf(sender.get("id")), String.valueOf(sender.get("charset"))));
    for (var office :
        List.of(new GpRiverside(), new GpHilltop(), new DiabetesClinic(), new TrustPas())) {
      assertThat(charsets.get(office.sender())).isEqualTo(office.charset().name());
    }
  }

  private static Map<String, Object> parley() {
    Map<String, Map<String, Object>> file =
        new Yaml().load(DemoDay.class.getResourceAsStream("/application-demo.yaml"));
    return file.get("parley");
  }

  @SuppressWarnings("unchecked") // YAML gives lists of maps here, or the test fails
  private static List<Map<String, Object>> list(Map<String, Object> parent, String name) {
    return (List<Map<String, Object>>) parent.get(name);
  }
}
