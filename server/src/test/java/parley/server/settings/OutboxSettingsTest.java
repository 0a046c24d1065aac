package parley.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.server.settings.AnswerSettings.Format;
import parley.server.settings.AnswerSettings.Kind;

/** What is sent fits where it goes, or the gateway does not start. */
class OutboxSettingsTest {

  private static final String MESSAGES = "https://sender.example/fhir/$process-message";

  @Test
  void theFormatIsThatOfTheDestination() {
    var settings =
        settings(
            answer("bars", "bars", null, Kind.DECISION),
            answer("clinic", "clinic", null, Kind.DECISION),
            answer("files", "letters", null, Kind.DECISION),
            answer("documents", "letters", Format.FHIR, Kind.DISCHARGE));
    assertThat(settings.answers())
        .extracting(AnswerSettings::format)
        .containsExactly(Format.FHIR, Format.HL7V2, Format.HL7V2, Format.FHIR);
  }

  @Test
  void aSenderMayHaveItsLettersElsewhere() {
    var settings =
        settings(
            answer("bars", "bars", null, Kind.DECISION, Kind.BOOKING),
            answer("bars", "letters", Format.FHIR, Kind.DISCHARGE));
    assertThat(settings.answers()).hasSize(2);
  }

  @Test
  void noAnswerGoesTwoWays() {
    refused(
        "two entries of a sender send the same answer",
        answer("bars", "bars", null, Kind.DECISION),
        answer("bars", "letters", null, Kind.DECISION, Kind.DISCHARGE));
  }

  @Test
  void whatTheDestinationDoesNotTakeIsRefused() {
    refused("takes no HL7 v2", answer("bars", "bars", Format.HL7V2, Kind.DECISION));
    refused("takes HL7 v2 alone", answer("clinic", "clinic", Format.FHIR, Kind.DECISION));
    refused("an entry of their own", answer("bars", "bars", null, Kind.DECISION, Kind.DISCHARGE));
    refused("is none of parley.outbox.destinations", answer("bars", "none", null, Kind.DECISION));
    assertThat(settings(answer("archive", "archive", null, Kind.DISCHARGE)).answers())
        .as("a fhir endpoint that is none of messages")
        .hasSize(1);
  }

  @Test
  void aCharacterSetIsOfMessagesAlone() {
    var latin = withCharset(answer("documents", "letters", Format.FHIR, Kind.DISCHARGE));
    refused("charset is of HL7 v2", latin);
    assertThat(settings(withCharset(answer("files", "letters", null, Kind.DECISION))).answers())
        .hasSize(1);
  }

  private static AnswerSettings withCharset(AnswerSettings answer) {
    return new AnswerSettings(
        answer.sender(),
        answer.destination(),
        answer.send(),
        answer.format(),
        "ISO-8859-1",
        answer.consent(),
        null);
  }

  private static void refused(String rule, AnswerSettings... answers) {
    assertThatThrownBy(() -> settings(answers))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(rule);
  }

  private static AnswerSettings answer(
      String sender, String destination, @Nullable Format format, Kind... send) {
    return new AnswerSettings(
        sender, destination, Set.of(send), format, "UTF-8", "consent-share-with-referrer", null);
  }

  private static OutboxSettings settings(AnswerSettings... answers) {
    var second = Duration.ofSeconds(1);
    return new OutboxSettings(
        second,
        Duration.ofSeconds(60),
        1,
        1,
        second,
        second,
        1,
        second,
        1,
        second,
        List.of(
            destination("clinic", DestinationSettings.Kind.MLLP, "127.0.0.1"),
            destination("bars", DestinationSettings.Kind.FHIR, MESSAGES),
            destination("archive", DestinationSettings.Kind.FHIR, "https://archive.example/fhir"),
            destination("letters", DestinationSettings.Kind.FOLDER, "/var/parley/out")),
        List.of(answers));
  }

  private static DestinationSettings destination(
      String name, DestinationSettings.Kind kind, String where) {
    var isMllp = kind == DestinationSettings.Kind.MLLP;
    return new DestinationSettings(
        name,
        kind,
        isMllp ? where : "",
        isMllp ? 2575 : 0,
        kind == DestinationSettings.Kind.FHIR ? where : "",
        Map.of(),
        "",
        "",
        kind == DestinationSettings.Kind.FOLDER ? where : "",
        "",
        "",
        "",
        "");
  }
}
