package parley.mappings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import parley.mappings.hl7v2.CharsetRule;
import parley.mappings.hl7v2.Envelope;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Hl7Parser;
import parley.mappings.person.PatientIdentifiers;
import parley.terminology.Terminology;

/**
 * HL7 v2 messages: envelope, version, type, character set and segments, then the type's mapping.
 */
final class Hl7Format implements MessageFormat {

  private static final Pattern VERSION = Pattern.compile("2\\.[1-8](?:\\.\\d)?");
  private static final Hl7Parser PARSER = new Hl7Parser();

  private static final String ACK = "ACK";

  private final Map<String, Mapping> byType;
  private final Mapping acknowledgement;

  /**
   * Takes HL7 v2.
   *
   * @param byType the mappings by type, such as {@code REF^I12}, in the order problems name them
   * @param acknowledgement takes every ACK, which says in its event what it answers; it is not
   *     among the types that problems name, because it is journalled and never applied
   */
  Hl7Format(Map<String, Mapping> byType, Mapping acknowledgement) {
    this.byType = byType;
    this.acknowledgement = acknowledgement;
  }

  @Override
  public String name() {
    return HL7_V2;
  }

  @Override
  public boolean recognises(Content content) {
    return Envelope.read(content.bytes()).isPresent();
  }

  @Override
  public Optional<Heading> heading(Content content) {
    return Envelope.read(content.bytes())
        .map(
            envelope ->
                new Heading(
                    envelope.sendingApplication(),
                    envelope.sendingFacility(),
                    envelope.type(),
                    envelope.controlId(),
                    envelope.charset()));
  }

  @Override
  public MappingResult map(InboundMessage inbound, Terminology terminology) {
    var envelope = Envelope.read(inbound.bytes());
    if (envelope.isEmpty()) {
      return rejected(
          ProblemCode.NOT_HL7,
          "MSG",
          "the content does not begin with an MSH segment",
          "Send one HL7 v2 message that begins with MSH.");
    }
    var type = inbound.sender().appointments().standard(envelope.get().type());
    var problem = envelopeProblem(envelope.get(), type);
    if (problem.isPresent()) {
      return new MappingResult.Rejected(List.of(problem.get()));
    }
    var decoded =
        CharsetRule.decode(inbound.bytes(), envelope.get().charset(), inbound.sender().charset());
    if (decoded instanceof CharsetRule.Decoded.Invalid invalid) {
      return new MappingResult.Rejected(List.of(invalid.problem()));
    }
    var text = ((CharsetRule.Decoded.Text) decoded).text();
    var parsed = PARSER.parse(envelope.get(), text);
    if (parsed instanceof Hl7Parser.Parsed.Unreadable unreadable) {
      return new MappingResult.Rejected(unreadable.problems());
    }
    var message = ((Hl7Parser.Parsed.Read) parsed).message();
    var mapped = mapping(envelope.get(), type).orElseThrow().map(inbound, message, terminology);
    return envelope.get().version().isEmpty() ? withVersionWarning(mapped) : mapped;
  }

  private Optional<Problem> envelopeProblem(Envelope envelope, String type) {
    var separators = Hl7Parser.separatorProblem(envelope);
    if (separators.isPresent()) {
      return separators;
    }
    if (!envelope.version().isEmpty() && !VERSION.matcher(envelope.version()).matches()) {
      return Optional.of(
          Problem.error(
              ProblemCode.UNSUPPORTED_VERSION,
              "MSH-12",
              "Parley takes HL7 versions 2.1 to 2.8",
              "Send one of these versions."));
    }
    if (envelope.messageCode().isEmpty()) {
      return Optional.of(
          Problem.error(
              ProblemCode.MISSING_FIELD,
              "MSH-9",
              "MSH-9 is empty, so the message does not say what it is",
              "Send the message type and event, such as REF^I12."));
    }
    if (mapping(envelope, type).isEmpty()) {
      return Optional.of(unsupported(envelope));
    }
    if (envelope.controlId().isEmpty()) {
      return Optional.of(
          Problem.error(
              ProblemCode.MISSING_FIELD,
              "MSH-10",
              "MSH-10 is empty, so the message cannot be told from others or answered by its id",
              "Send a control id that no other message has."));
    }
    return Optional.empty();
  }

  private Optional<Mapping> mapping(Envelope envelope, String type) {
    return envelope.messageCode().equals(ACK)
        ? Optional.of(acknowledgement)
        : Optional.ofNullable(byType.get(type));
  }

  private Problem unsupported(Envelope envelope) {
    var knownCode =
        byType.keySet().stream().anyMatch(type -> type.startsWith(envelope.messageCode() + '^'));
    return Problem.error(
        knownCode ? ProblemCode.UNSUPPORTED_EVENT : ProblemCode.UNSUPPORTED_TYPE,
        "MSH-9",
        "Parley does not take messages of this type and event",
        "Send one of " + String.join(", ", byType.keySet()) + '.');
  }

  private static MappingResult withVersionWarning(MappingResult result) {
    if (!(result instanceof MappingResult.Mapped mapped)) {
      return result;
    }
    var warnings = new ArrayList<Problem>();
    warnings.add(
        Problem.warning(
            ProblemCode.MISSING_FIELD,
            "MSH-12",
            "MSH-12 is empty; the message was read as version 2.4",
            "Send the version in MSH-12."));
    warnings.addAll(mapped.warnings());
    return new MappingResult.Mapped(mapped.bundle(), warnings);
  }

  static MappingResult rejected(ProblemCode code, String location, String rule, String remedy) {
    return new MappingResult.Rejected(List.of(Problem.error(code, location, rule, remedy)));
  }

  @Override
  public Set<String> patientKeys(Sender sender, Content content, Terminology terminology) {
    var envelope = Envelope.read(content.bytes());
    if (envelope.isEmpty()) {
      return Set.of();
    }
    var decoded = CharsetRule.decode(content.bytes(), envelope.get().charset(), sender.charset());
    if (!(decoded instanceof CharsetRule.Decoded.Text text)) {
      return Set.of();
    }
    var parsed = PARSER.parse(envelope.get(), text.text(), Set.of("PID", "MRG"));
    if (!(parsed instanceof Hl7Parser.Parsed.Read read)) {
      return Set.of();
    }
    var keys = new TreeSet<String>();
    addKeys(sender, read.message(), "PID", 3, keys);
    addKeys(sender, read.message(), "MRG", 1, keys);
    return Set.copyOf(keys);
  }

  private static void addKeys(
      Sender sender, Hl7Message message, String segment, int field, Set<String> keys) {
    message
        .first(segment)
        .map(found -> PatientIdentifiers.read(sender, found, field).keys())
        .ifPresent(found -> found.forEach(key -> keys.add(key.system() + '|' + key.value())));
  }
}
