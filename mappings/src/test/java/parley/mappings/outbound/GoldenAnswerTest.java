package parley.mappings.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Sender;
import parley.mappings.hl7v2.CharsetRule;
import parley.mappings.hl7v2.Envelope;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Hl7Parser;
import parley.mappings.outbound.Answer.Booking;
import parley.mappings.outbound.Answer.LetterKind;
import parley.mappings.outbound.Answer.Section;
import parley.mappings.outbound.Answer.Verdict;
import parley.terminology.PackagedTerminology;

/**
 * The folders under {@code outbound}: {@code origin.hl7} or {@code origin.json} came, {@code
 * in.json} is what happened, {@code out.hl7} or {@code out.json} is sent byte for byte.
 */
class GoldenAnswerTest {

  private static final Mappings MAPPINGS = new Mappings(PackagedTerminology.packaged());
  private static final Path FOLDERS = Path.of("src/test/resources/outbound");

  static Stream<String> cases() throws IOException {
    return Files.readAllLines(FOLDERS.resolve("index.txt")).stream().filter(it -> !it.isBlank());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesWhatTheFolderSays(String name) throws IOException {
    var folder = FOLDERS.resolve(name);
    var in = parameters(folder);
    var hl7 = text(in, "format").equals("hl7v2");
    var written = write(folder, in, hl7);
    var out = folder.resolve(hl7 ? "out.hl7" : "out.json");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.write(out, written.bytes());
    }
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    assertThat(written.bytes()).isEqualTo(Files.readAllBytes(out));
    if (hl7) {
      readsBack(folder, written, in);
    } else {
      assertThat(
              FhirContext.forR4Cached()
                  .newJsonParser()
                  .parseResource(Bundle.class, new String(written.bytes(), StandardCharsets.UTF_8))
                  .getIdElement()
                  .getIdPart())
          .isEqualTo(written.messageId());
    }
  }

  private static Written write(Path folder, Parameters in, boolean hl7) throws IOException {
    var origin = origin(folder);
    var at = Instant.parse(text(in, "at"));
    var answer = answer(in);
    var cause = new String[] {folder.getFileName().toString()};
    return hl7
        ? new Hl7Answers(Charset.forName(text(in, "charset")))
            .write(origin, answer, ControlIds.hl7(cause), at)
        : new FhirAnswers().write(origin, answer, ControlIds.uuid(cause), at);
  }

  private static Origin origin(Path folder) throws IOException {
    var hl7 = folder.resolve("origin.hl7");
    var bytes = Files.readAllBytes(Files.exists(hl7) ? hl7 : folder.resolve("origin.json"));
    var given = OriginReader.read(bytes);
    var id = given.getOrDefault("MSH-10", given.getOrDefault("MessageHeader.id", ""));
    return new Origin("referral-1", "sender", id, "", given);
  }

  /** Our own parser reads the same text back, and the message answers what came. */
  private static void readsBack(Path folder, Written written, Parameters in) throws IOException {
    var envelope = Envelope.read(written.bytes()).orElseThrow();
    assertThat(envelope.controlId()).isEqualTo(written.messageId()).hasSize(20);
    assertThat(envelope.type()).isEqualTo(written.kind());
    var came = Envelope.read(Files.readAllBytes(folder.resolve("origin.hl7"))).orElseThrow();
    assertThat(envelope.receivingApplication()).isEqualTo(came.sendingApplication());
    assertThat(envelope.receivingFacility()).isEqualTo(came.sendingFacility());
    var decoded =
        CharsetRule.decode(written.bytes(), envelope.charset(), StandardCharsets.US_ASCII);
    var message = parse(envelope, ((CharsetRule.Decoded.Text) decoded).text());
    var pid = message.first("PID").orElseThrow();
    assertThat(pid.field(3).value()).isNotEmpty();
    var texts = new ArrayList<String>();
    message.all("OBX").forEach(obx -> texts.add(obx.field(5).value()));
    assertThat(texts)
        .isEqualTo(
            sections(in).stream()
                .flatMap(it -> Stream.concat(Stream.of(it.heading()), it.lines().stream()))
                .flatMap(String::lines)
                .toList());
    if (Mappings.types().contains(written.kind())) {
      var inbound =
          new InboundMessage(
              "golden",
              Instant.parse(text(in, "at")),
              Sender.withDefaults("golden"),
              written.bytes());
      assertThat(MAPPINGS.map(inbound))
          .as("read by Parley's own inlet")
          .isInstanceOf(MappingResult.Mapped.class);
    }
  }

  private static Hl7Message parse(Envelope envelope, String text) {
    return ((Hl7Parser.Parsed.Read) new Hl7Parser().parse(envelope, text)).message();
  }

  private static Answer answer(Parameters in) {
    var what = text(in, "answer");
    return switch (what) {
      case "ACCEPTED", "REJECTED", "REDIRECTED" -> new Answer.Decided(Verdict.valueOf(what));
      case "WITHDRAWN" -> new Answer.Withdrawn();
      case "NEW", "CHANGED", "CANCELLED" ->
          new Answer.Booked(
              Booking.valueOf(what), (Appointment) in.getParameter("appointment").getResource());
      default ->
          new Answer.Letter(
              LetterKind.valueOf(what),
              "letter-1",
              Optional.of(new DateTimeType(text(in, "happened"))),
              "9990000018",
              sections(in));
    };
  }

  private static List<Section> sections(Parameters in) {
    return in.getParameter().stream()
        .filter(it -> it.getName().equals("section"))
        .map(
            section ->
                new Section(
                    section.getPart().get(0).getValue().primitiveValue(),
                    section.getPart().stream()
                        .skip(1)
                        .map(part -> part.getValue().primitiveValue())
                        .toList()))
        .toList();
  }

  private static Parameters parameters(Path folder) throws IOException {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Parameters.class, Files.readString(folder.resolve("in.json")));
  }

  private static String text(Parameters in, String name) {
    return in.getParameter(name).getValue().primitiveValue();
  }
}
