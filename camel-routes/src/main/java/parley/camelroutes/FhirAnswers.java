package parley.camelroutes;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Content;
import parley.mappings.Heading;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;
import parley.mappings.fhirmessage.FhirFormat;

/**
 * Answers FHIR messages in the encoding they came in: an applied one by a message Bundle whose
 * header says so (FHIR R4, 2.4 Messaging), any other by an OperationOutcome in the words of BaRS.
 */
public final class FhirAnswers implements AnswerWriter {

  private static final String EVENT = "FHIR^";
  private static final String EVENTS = "https://fhir.nhs.uk/CodeSystem/message-events-bars";

  private final FhirFormat format = new FhirFormat();
  private final Clock clock;

  /**
   * Makes the writer.
   *
   * @param clock dates the answers
   */
  public FhirAnswers(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String format() {
    return MessageFormat.FHIR;
  }

  @Override
  public Optional<byte[]> answer(
      Content content, String reference, JournalEntry.State state, List<Problem> problems) {
    var answer =
        state == JournalEntry.State.APPLIED
            ? accepted(content, reference)
            : BarsError.outcome(problems);
    return Optional.of(encode(answer, content));
  }

  /** Any resource in the encoding of what it answers. */
  public static byte[] encode(Resource answer, Content content) {
    var context = FhirContext.forR4Cached();
    var parser = isXml(content.bytes()) ? context.newXmlParser() : context.newJsonParser();
    return parser.encodeResourceToString(answer).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether content is XML, by its first character. */
  public static boolean isXml(byte[] bytes) {
    for (byte one : bytes) {
      if (one == '<' || one == '{') {
        return one == '<';
      }
    }
    return false;
  }

  private Bundle accepted(Content content, String reference) {
    var asked = format.heading(content);
    var header = new MessageHeader();
    header.setId(UUID.nameUUIDFromBytes(reference.getBytes(StandardCharsets.UTF_8)).toString());
    var event =
        asked
            .map(Heading::type)
            .filter(type -> type.startsWith(EVENT))
            .map(type -> type.substring(EVENT.length()));
    header.setEvent(new Coding().setSystem(EVENTS).setCode(event.orElse("unknown")));
    header.getSource().setName("Parley").setEndpoint("urn:parley");
    asked
        .map(Heading::application)
        .filter(endpoint -> !endpoint.isEmpty())
        .ifPresent(endpoint -> header.addDestination().setEndpoint(endpoint));
    header
        .getResponse()
        .setIdentifier(asked.map(Heading::controlId).filter(id -> !id.isEmpty()).orElse(reference))
        .setCode(MessageHeader.ResponseType.OK);
    var bundle = new Bundle().setType(Bundle.BundleType.MESSAGE);
    bundle.setTimestamp(Date.from(clock.instant()));
    bundle.addEntry().setFullUrl("urn:uuid:" + header.getIdPart()).setResource(header);
    return bundle;
  }
}
