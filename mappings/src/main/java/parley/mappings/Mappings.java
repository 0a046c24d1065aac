package parley.mappings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import parley.mappings.adt.PersonJoin;
import parley.mappings.adt.PersonUpdate;
import parley.mappings.adt.VisitUpdate;
import parley.mappings.answer.AcknowledgementMapping;
import parley.mappings.answer.ReferralAnswerMapping;
import parley.mappings.document.DocumentMapping;
import parley.mappings.hl7v2.CharsetRule;
import parley.mappings.hl7v2.Envelope;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Hl7Parser;
import parley.mappings.person.PatientIdentifiers;
import parley.mappings.referral.ReferralCancellation;
import parley.mappings.referral.ReferralMapping;
import parley.mappings.result.ResultMapping;
import parley.terminology.Terminology;

/** The one list of message types Parley takes, and the entrance to this module. Thread-safe. */
public final class Mappings {

  private static final Pattern VERSION = Pattern.compile("2\\.[1-8](?:\\.\\d)?");
  private static final Hl7Parser PARSER = new Hl7Parser();

  private static final Map<String, Mapping> BY_TYPE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ADT^A01", new VisitUpdate()),
              Map.entry("ADT^A03", new VisitUpdate()),
              Map.entry("ADT^A04", new VisitUpdate()),
              Map.entry("ADT^A05", new VisitUpdate()),
              Map.entry("ADT^A08", new VisitUpdate()),
              Map.entry("ADT^A28", new PersonUpdate()),
              Map.entry("ADT^A31", new PersonUpdate()),
              Map.entry("ADT^A40", new PersonJoin()),
              Map.entry("MDM^T02", new DocumentMapping()),
              Map.entry("MDM^T08", new DocumentMapping()),
              Map.entry("MDM^T11", new DocumentMapping()),
              Map.entry("ORU^R01", new ResultMapping()),
              Map.entry("REF^I12", new ReferralMapping()),
              Map.entry("REF^I13", new ReferralMapping()),
              Map.entry("REF^I14", new ReferralCancellation()),
              Map.entry("RRI^I12", new ReferralAnswerMapping())));

  /** Not listed among the types taken: it is journalled and never applied. */
  private static final Mapping ACKNOWLEDGEMENT = new AcknowledgementMapping();

  private final Terminology terminology;

  public Mappings(Terminology terminology) {
    this.terminology = terminology;
  }

  /** The message types taken, such as {@code REF^I12}, in alphabetical order. */
  public static List<String> types() {
    return List.copyOf(BY_TYPE.keySet());
  }

  /**
   * Maps a message: envelope, version, type, character set, segments, then the mapping of its type.
   *
   * @return the record, or every problem that stops it; a fault of Parley's own is thrown
   */
  public MappingResult map(InboundMessage inbound) {
    var envelope = Envelope.read(inbound.bytes());
    if (envelope.isEmpty()) {
      return rejected(
          ProblemCode.NOT_HL7,
          "MSG",
          "the content does not begin with an MSH segment",
          "Send one HL7 v2 message that begins with MSH.");
    }
    var problem = envelopeProblem(envelope.get());
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
    var mapped = mapping(envelope.get()).orElseThrow().map(inbound, message, terminology);
    return envelope.get().version().isEmpty() ? withVersionWarning(mapped) : mapped;
  }

  private static Optional<Problem> envelopeProblem(Envelope envelope) {
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
    if (mapping(envelope).isEmpty()) {
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

  /** ACK says in its event what it answers. */
  private static Optional<Mapping> mapping(Envelope envelope) {
    return envelope.messageCode().equals("ACK")
        ? Optional.of(ACKNOWLEDGEMENT)
        : Optional.ofNullable(BY_TYPE.get(envelope.type()));
  }

  private static Problem unsupported(Envelope envelope) {
    var knownCode =
        BY_TYPE.keySet().stream().anyMatch(type -> type.startsWith(envelope.messageCode() + '^'));
    return Problem.error(
        knownCode ? ProblemCode.UNSUPPORTED_EVENT : ProblemCode.UNSUPPORTED_TYPE,
        "MSH-9",
        "Parley does not take messages of this type and event",
        "Send one of " + String.join(", ", BY_TYPE.keySet()) + '.');
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

  private static MappingResult rejected(
      ProblemCode code, String location, String rule, String remedy) {
    return new MappingResult.Rejected(List.of(Problem.error(code, location, rule, remedy)));
  }

  /**
   * The identifiers of the people a message is about, from PID-3 and MRG-1, by which messages of
   * one person are kept in order. Reads no further than it must, because it runs before a message
   * is even recorded.
   *
   * @return {@code system|value}; empty when the message cannot be read
   */
  public static Set<String> patientKeys(Sender sender, byte[] bytes) {
    var envelope = Envelope.read(bytes);
    if (envelope.isEmpty()) {
      return Set.of();
    }
    var decoded = CharsetRule.decode(bytes, envelope.get().charset(), sender.charset());
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
