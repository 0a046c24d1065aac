package parley.mappings.outbound;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.jspecify.annotations.Nullable;
import parley.mappings.fhirmessage.SentReferral;
import parley.mappings.hl7v2.CharsetRule;
import parley.mappings.hl7v2.Envelope;

/**
 * Reads off a message what an answer to it has to repeat as the sender gave it: header fields and
 * identifiers, never clinical content.
 */
public final class OriginReader {

  /** Fields of an HL7 v2 message that are kept, escaped and separated as they came. */
  private static final Map<String, Set<Integer>> KEPT =
      Map.of("PID", Set.of(3, 5, 7, 8), "RF1", Set.of(6, 11), "PV1", Set.of(19));

  private static final Pattern SEGMENT_END = Pattern.compile("[\r\n]+");

  private OriginReader() {}

  /**
   * Reads an HL7 v2 message or a FHIR message Bundle.
   *
   * @param message as it came; when MSH-18 does not name its character set it is UTF-8, or else ISO
   *     8859-1
   * @return place to text: {@code MSH-2}, {@code PID-3}, ..., or {@code MessageHeader.id}, {@code
   *     MessageHeader.source.endpoint} and the like; empty when it is neither
   */
  public static Map<String, String> read(byte[] message) {
    var envelope = Envelope.read(message);
    return envelope.isPresent() ? hl7(envelope.get(), message) : fhir(message);
  }

  private static Map<String, String> hl7(Envelope envelope, byte[] message) {
    var text = decoded(envelope, message);
    var separator = String.valueOf(envelope.fieldSeparator());
    var given = new LinkedHashMap<String, String>();
    given.put("MSH-1", separator);
    for (var line : SEGMENT_END.split(text.substring(text.indexOf("MSH")))) {
      var fields = line.split(Pattern.quote(separator), -1);
      var name = fields[0];
      if (name.equals("MSH")) {
        for (int number = 2; number <= Math.min(18, fields.length); number++) {
          keep(given, "MSH-" + number, fields[number - 1]);
        }
      }
      for (int number : KEPT.getOrDefault(name, Set.of())) {
        if (number < fields.length) {
          keep(given, name + '-' + number, fields[number]);
        }
      }
    }
    return given;
  }

  private static String decoded(Envelope envelope, byte[] message) {
    var said = CharsetRule.named(envelope.charset());
    if (said.isPresent()) {
      return new String(message, said.get());
    }
    return CharsetRule.decode(message, "", StandardCharsets.UTF_8)
            instanceof CharsetRule.Decoded.Text utf8
        ? utf8.text()
        : new String(message, StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> fhir(byte[] message) {
    var text = new String(message, StandardCharsets.UTF_8).strip();
    var context = FhirContext.forR4Cached();
    var parser = text.startsWith("<") ? context.newXmlParser() : context.newJsonParser();
    var given = new LinkedHashMap<String, String>();
    try {
      if (parser.parseResource(text) instanceof Bundle bundle
          && bundle.getEntryFirstRep().getResource() instanceof MessageHeader header) {
        keep(given, "Bundle.id", bundle.getIdElement().getIdPart());
        keep(given, "Bundle.identifier", bundle.getIdentifier().getValue());
        keep(given, "MessageHeader.id", header.getIdElement().getIdPart());
        keep(given, "MessageHeader.source.endpoint", header.getSource().getEndpoint());
        keep(given, "MessageHeader.source.name", header.getSource().getName());
        keep(
            given,
            "MessageHeader.destination.endpoint",
            header.getDestinationFirstRep().getEndpoint());
        var referral = SentReferral.of(bundle);
        keep(
            given,
            "MessageHeader.focus",
            referral.map(SentReferral::name).orElse(header.getFocusFirstRep().getReference()));
        keep(given, "MessageHeader.definition", header.getDefinition());
        referral
            .flatMap(SentReferral::identifier)
            .ifPresent(
                it -> {
                  keep(given, "ServiceRequest.identifier.system", it.getSystem());
                  keep(given, "ServiceRequest.identifier.value", it.getValue());
                });
      }
    } catch (DataFormatException otherwise) {
      return Map.of();
    }
    return given;
  }

  private static void keep(Map<String, String> given, String place, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      given.putIfAbsent(place, place.endsWith(".id") ? value.replace("urn:uuid:", "") : value);
    }
  }
}
