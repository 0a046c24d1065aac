package parley.mappings.fhirmessage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * Bytes to an R4 resource. What is STU3 is converted, so that everything after this knows one
 * version. XML with a document type is refused before any parser sees it: entities are declared
 * nowhere else, and FHIR allows none (R4, 2.1.0.5).
 */
final class FhirReader {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** FHIR is exchanged in UTF-8 (R4, 2.1.0.5). */
  private static final Pattern OTHER_ENCODING =
      Pattern.compile("^<\\?xml[^>]*encoding=[\"'](?!(?i:utf-8)[\"'])");

  private static final int DECLARATION = 200;

  /**
   * What only STU3 says: its profiles at NHS Digital and Care Connect, the ReferralRequest, and the
   * event of a MessageHeader, which is {@code event} there and {@code eventCoding} in R4.
   */
  private static final Pattern STU3 =
      Pattern.compile(
          "https?://fhir\\.nhs\\.uk/STU3/StructureDefinition/"
              + "|https?://fhir\\.hl7\\.org\\.uk/STU3/StructureDefinition/"
              + "|\"resourceType\"\\s*:\\s*\"ReferralRequest\""
              + "|<ReferralRequest[\\s>]"
              + "|\"event\"\\s*:\\s*\\{\\s*\"(?:system|code)\"");

  private FhirReader() {}

  /** What became of the bytes. */
  sealed interface Content {

    /**
     * They were read.
     *
     * @param resource as R4
     * @param stu3 whether it was sent as STU3
     * @param warnings what was passed over
     */
    record Read(Resource resource, boolean stu3, List<Problem> warnings) implements Content {}

    /** They cannot be. */
    record Unreadable(Problem problem) implements Content {}
  }

  /** Whether bytes are JSON or XML by their first character, which no other format begins with. */
  static boolean begins(byte[] bytes) {
    var start = 0;
    if (bytes.length > 2 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb) {
      start = 3;
    }
    while (start < bytes.length && Character.isWhitespace(bytes[start])) {
      start++;
    }
    return start < bytes.length && (bytes[start] == '{' || bytes[start] == '<');
  }

  /** Whether the bytes are XML rather than JSON. */
  static boolean isXml(String text) {
    return text.startsWith("<");
  }

  /** Reads one resource. */
  static Content read(byte[] bytes) {
    var decoded = decode(bytes);
    if (decoded.isEmpty()) {
      return unreadable(
          ProblemCode.CHARSET, "the content is not valid UTF-8", "Send FHIR in UTF-8.");
    }
    var text = decoded.get();
    if (isXml(text)) {
      if (text.contains("<!DOCTYPE")) {
        return unreadable(
            ProblemCode.UNPARSABLE,
            "XML with a document type is not taken, because it can declare entities",
            "Send the resource without DOCTYPE.");
      }
      var declaration = text.substring(0, Math.min(DECLARATION, text.length()));
      if (OTHER_ENCODING.matcher(declaration).find()) {
        return unreadable(
            ProblemCode.CHARSET, "FHIR XML is in UTF-8", "Send it with encoding UTF-8.");
      }
    }
    return STU3.matcher(text).find() ? stu3(text) : r4(text);
  }

  private static Content r4(String text) {
    var faults = new ParserNotes();
    try {
      var resource = parser(FhirContext.forR4Cached(), text, faults).parseResource(text);
      return faults
          .stopping()
          .<Content>map(Content.Unreadable::new)
          .orElseGet(() -> new Content.Read((Resource) resource, false, faults.warnings()));
    } catch (RuntimeException malformed) {
      return malformed();
    }
  }

  private static Content stu3(String text) {
    var faults = new ParserNotes();
    IBaseResource sent;
    try {
      sent = parser(FhirContext.forDstu3Cached(), text, faults).parseResource(text);
    } catch (RuntimeException malformed) {
      return malformed();
    }
    if (faults.stopping().isPresent()) {
      return new Content.Unreadable(faults.stopping().get());
    }
    var warnings = new ArrayList<>(faults.warnings());
    var converted = Stu3Conversion.convert((org.hl7.fhir.dstu3.model.Resource) sent, warnings);
    return converted
        .<Content>map(resource -> new Content.Read(resource, true, List.copyOf(warnings)))
        .orElseGet(
            () ->
                unreadable(
                    ProblemCode.UNSUPPORTED_TYPE,
                    "the STU3 resource has no counterpart in R4",
                    "Send a message Bundle or a ReferralRequest."));
  }

  private static IParser parser(FhirContext context, String text, ParserNotes faults) {
    var parser = isXml(text) ? context.newXmlParser() : context.newJsonParser();
    parser.setParserErrorHandler(faults);
    return parser;
  }

  private static Optional<String> decode(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(
          (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).stripLeading());
    } catch (CharacterCodingException invalid) {
      return Optional.empty();
    }
  }

  /** What HAPI says of it may quote the content, so it is not passed on. */
  private static Content malformed() {
    return unreadable(
        ProblemCode.UNPARSABLE,
        "the content is not well-formed FHIR in JSON or XML",
        "Send one FHIR resource that its schema accepts.");
  }

  private static Content unreadable(ProblemCode code, String rule, String remedy) {
    return new Content.Unreadable(Problem.error(code, "MSG", rule, remedy));
  }
}
