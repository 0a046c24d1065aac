package parley.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.Sender;

/** Settings that Parley does not start with. */
class GatewaySettingsTest {

  private static final SenderSettings.PhysicalHealth NO_PATHWAY =
      new SenderSettings.PhysicalHealth(false, null);

  private static GatewaySettings settings(String bind, boolean insecure, int workers) {
    return new GatewaySettings(
        Path.of("data"),
        bind,
        insecure,
        "http://127.0.0.1/fhir",
        "",
        new GatewaySettings.Database("", "", "", 40),
        workers,
        List.of(),
        List.of(),
        new PracticeSettings(PracticeSettings.Unqualified.WARN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", ""})
  void refusesAnOpenAddressWithoutAuthentication(String bind) {
    assertThatThrownBy(() -> settings(bind, false, 16)).isInstanceOf(InvalidSettings.class);
  }

  @Test
  void takesAnOpenAddressWhenTheOperatorSaysSo() {
    assertThat(settings("0.0.0.0", true, 16).address().isAnyLocalAddress()).isTrue();
    assertThat(settings("127.0.0.1", false, 16).address().isLoopbackAddress()).isTrue();
  }

  @Test
  void refusesMoreWorkersThanTheDatabaseHasConnectionsFor() {
    assertThatThrownBy(() -> settings("127.0.0.1", false, 17))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("connections");
  }

  @Test
  void refusesASenderThatWouldBeAnybody() {
    assertThatThrownBy(
            () ->
                new SenderSettings(
                    "x", List.of(), "UTF-8", Map.of(), Map.of(), Map.of(), NO_PATHWAY))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("accepts");
  }

  @Test
  void refusesASourceThatIsNoField() {
    var origin = List.of(new SenderSettings.Origin("A", "B"));
    assertThatThrownBy(
            () ->
                new SenderSettings(
                    "x",
                    origin,
                    "UTF-8",
                    Map.of(),
                    Map.of(),
                    Map.of(Sender.Fact.ETHNIC_CATEGORY, "ZU1"),
                    NO_PATHWAY))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("ETHNIC_CATEGORY");
  }

  @Test
  void whetherAServiceIsIntegratedIsSaidOrNotSaid() {
    var origin = List.of(new SenderSettings.Origin("A", "B"));
    var said = new SenderSettings.PhysicalHealth(true, false);
    var sender =
        new SenderSettings("x", origin, "UTF-8", Map.of(), Map.of(), Map.of(), said).toSender();

    assertThat(sender.physicalHealth().integratedService()).contains(false);
    assertThat(NO_PATHWAY.toPathway()).isEqualTo(Sender.PhysicalHealth.NONE);
  }
}
