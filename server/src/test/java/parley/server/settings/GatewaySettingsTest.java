package parley.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import parley.mappings.Sender;

/** Settings that Parley does not start with. */
class GatewaySettingsTest {

  private static final AppointmentSettings STANDARD = new AppointmentSettings(List.of(), "", false);
  private static final SenderSettings.PhysicalHealth NO_PATHWAY =
      new SenderSettings.PhysicalHealth(false, null);

  private static GatewaySettings settings(String bind, boolean insecure, int workers) {
    return new GatewaySettings(
        Path.of("data"),
        bind,
        insecure,
        "http://127.0.0.1/fhir",
        "",
        new GatewaySettings.Database("", "", "", 60),
        workers,
        List.of(),
        List.of(),
        new PracticeSettings(PracticeSettings.Unqualified.WARN, ""));
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
                    "x", List.of(), "UTF-8", Map.of(), Map.of(), Map.of(), STANDARD, NO_PATHWAY))
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
                    STANDARD,
                    NO_PATHWAY))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("ETHNIC_CATEGORY");
  }

  @Test
  void aPrivateTriggerStandsForAStandardOne() {
    var settings =
        new AppointmentSettings(
            List.of(new AppointmentSettings.Trigger("SIU^Z02", "S14", "5")), "6", true);

    var appointments = settings.toAppointments("x");

    assertThat(appointments.standard("SIU^Z02")).isEqualTo("SIU^S14");
    assertThat(appointments.triggers().get("SIU^Z02").attendance()).contains("5");
    assertThat(appointments.attended()).contains("6");
    assertThat(appointments.pastMeansAttended()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "SIU-Z02,S14,5,5,type",
    "ORU^R01,S14,5,5,type",
    "SIU^Z02,S18,5,5,means",
    "SIU^Z02,S14,1,5,attendance",
    "SIU^Z02,S14,5,3,attended"
  })
  void refusesATriggerThatStandsForNothing(
      String type, String means, String attendance, String attended, String named) {
    var settings =
        new AppointmentSettings(
            List.of(new AppointmentSettings.Trigger(type, means, attendance)), attended, false);

    assertThatThrownBy(() -> settings.toAppointments("x"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(named);
  }

  @Test
  void whatIsSetOfAppointmentsIsRead() {
    var settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "s.id", "pas",
                        "s.accepts[0].facility", "RXX",
                        "s.sources.appointment-number", "ZU2-11.3",
                        "s.appointments.attended", "5",
                        "s.appointments.triggers[0].type", "ADT^A38",
                        "s.appointments.triggers[0].means", "S15")))
            .bind("s", SenderSettings.class)
            .get();

    var sender = settings.toSender();

    assertThat(sender.source(Sender.Fact.APPOINTMENT_NUMBER)).isEqualTo("ZU2-11.3");
    assertThat(sender.appointments().attended()).contains("5");
    assertThat(sender.appointments().triggers().get("ADT^A38").event()).isEqualTo("S15");
    assertThat(sender.appointments().pastMeansAttended()).isFalse();
  }

  @Test
  void whetherAServiceIsIntegratedIsSaidOrNotSaid() {
    var origin = List.of(new SenderSettings.Origin("A", "B"));
    var said = new SenderSettings.PhysicalHealth(true, false);
    var sender =
        new SenderSettings("x", origin, "UTF-8", Map.of(), Map.of(), Map.of(), STANDARD, said)
            .toSender();

    assertThat(sender.physicalHealth().integratedService()).contains(false);
    assertThat(NO_PATHWAY.toPathway()).isEqualTo(Sender.PhysicalHealth.NONE);
  }
}
