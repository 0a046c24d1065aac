package parley.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** MESH settings that Parley does not start with. */
class MeshSettingsTest {

  private static MeshSettings settings(Map<String, String> changes) {
    var all =
        new HashMap<>(
            Map.of(
                "parley.mesh.mailbox", "X26PARLEY",
                "parley.mesh.password", "mailbox-password",
                "parley.mesh.shared-key", "the-key",
                "parley.mesh.key-store", "client.p12"));
    changes.forEach((name, value) -> all.put("parley.mesh." + name, value));
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("parley.mesh", MeshSettings.class);
  }

  @Test
  void theTwoServicesAreKnown() {
    assertThat(settings(Map.of()).service()).hasToString("https://msg.intspineservices.nhs.uk");
    assertThat(settings(Map.of("environment", "production")).service())
        .hasToString("https://mesh-sync.spineservices.nhs.uk");
    var sandbox = Map.of("environment", "other", "url", "http://127.0.0.1:8700/", "poll", "1s");
    assertThat(settings(sandbox).service()).hasToString("http://127.0.0.1:8700");
  }

  @Test
  void noMailboxNeedsNothing() {
    assertThat(settings(Map.of("mailbox", "", "password", "", "key-store", "")).used()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "password,''",
    "shared-key,''",
    "key-store,''",
    "url,https://127.0.0.1",
    "poll,4m",
    "largest,501MB",
    "chunk,91MB"
  })
  void refusesWhatMeshWouldRefuse(String name, String value) {
    assertThatThrownBy(() -> settings(Map.of(name, value)))
        .isInstanceOf(BindException.class)
        .hasRootCauseInstanceOf(InvalidSettings.class);
  }

  @Test
  void anotherServiceNeedsHttpsUnlessItIsOnThisMachine() {
    assertThatThrownBy(
            () -> settings(Map.of("environment", "other", "url", "http://192.0.2.1:8700")))
        .hasRootCauseInstanceOf(InvalidSettings.class)
        .hasRootCauseMessage("parley.mesh: url needs https");
  }

  @Test
  void noSecretIsInItsText() {
    assertThat(settings(Map.of()).toString())
        .contains("X26PARLEY")
        .doesNotContain("mailbox-password")
        .doesNotContain("the-key");
  }
}
