package parley.mappings.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.Sender;
import parley.terminology.Systems;

class OwnSystemsTest {

  private static final Sender ONE = Sender.withDefaults("one");
  private static final Sender OTHER = Sender.withDefaults("other");

  @ParameterizedTest
  @ValueSource(
      strings = {"A81001", "Y06601", "RXX", "RZ7", "RZ8DM", "RZ801", "TAD", "8HX12", "NX1", "rxx"})
  void anOdsCodeIsTheSameAuthorityFromAnySender(String code) {
    assertThat(OwnSystems.identifier(ONE, "local", code))
        .isEqualTo(OwnSystems.identifier(OTHER, "local", code))
        .isEqualTo(Systems.identifier("local/" + code.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EMIS",
        "LOCAL",
        "PAS",
        "MRN",
        "TPP",
        "NHS",
        "RIO",
        "RIS",
        "PARIS",
        "SYSTEMONE",
        "EMISWEB",
        "LAB1",
        "123",
        "12345",
        "RXX1",
        "A810011",
        "my hospital",
        ""
      })
  void anyOtherNameHoldsWithinItsSender(String namespace) {
    var one = OwnSystems.identifier(ONE, "local", namespace);

    assertThat(one)
        .isEqualTo(OwnSystems.unassigned(ONE, "local", namespace))
        .isNotEqualTo(OwnSystems.identifier(OTHER, "local", namespace))
        .contains("/sender/one/local");
    assertThat(URI.create(one).isAbsolute()).isTrue();
  }

  @Test
  void aSenderHasOneSystemForEachName() {
    assertThat(OwnSystems.identifier(ONE, "local", "PAS"))
        .isNotEqualTo(OwnSystems.identifier(ONE, "local", "MRN"))
        .isNotEqualTo(OwnSystems.identifier(ONE, "local", ""));
  }

  @Test
  void theAgreedSystemGoesBeforeTheShapeOfTheName() {
    var authorities = Map.of("EMIS", "https://emis.example/id", "RXX", "https://rxx.example/id");
    var sender =
        new Sender("one", List.of(), StandardCharsets.UTF_8, authorities, Map.of(), Map.of());

    assertThat(OwnSystems.identifier(sender, "local", "EMIS")).isEqualTo("https://emis.example/id");
    assertThat(OwnSystems.identifier(sender, "local", "RXX")).isEqualTo("https://rxx.example/id");
  }

  @Test
  void aSenderKnownByItsOriginMakesALegalUri() {
    var system = OwnSystems.identifier(Sender.withDefaults("EMIS|A81001"), "referral", "EMIS");

    assertThat(system).isEqualTo(Systems.identifier("sender/EMIS%7CA81001/referral/EMIS"));
    assertThat(URI.create(system).getPath()).endsWith("/sender/EMIS|A81001/referral/EMIS");
  }
}
