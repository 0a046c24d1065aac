package parley.mappings.hl7v2;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * Reads a message into segments in the order sent, by HAPI's pipe parser without validation: its
 * default rules reject most English messages. Segments are parsed one by one, because HAPI's
 * generic message gathers segments of one name together and so loses which OBX belongs to which
 * OBR.
 *
 * <p>Thread-safe.
 */
public final class Hl7Parser {

  /**
   * Senders end segments with CR, LF or both; an LF inside a CR-terminated segment is text unless a
   * segment begins after it.
   */
  private static final Pattern SEGMENT_END =
      Pattern.compile("\r\n?|\n(?=[A-Z][A-Z0-9]{2}(?:[^A-Za-z0-9 ]|$))|\n+$");

  private static final Pattern SEGMENT_NAME = Pattern.compile("[A-Z][A-Z0-9]{2}");

  private final PipeParser parser;

  public Hl7Parser() {
    // DefaultHapiContext holds a thread pool only when asked for one, so it needs no closing here.
    @SuppressWarnings("resource")
    var context = new DefaultHapiContext();
    context.setValidationContext(ValidationContextFactory.noValidation());
    context.setModelClassFactory(new GenericModelClassFactory());
    context.getParserConfiguration().setDefaultObx2Type("ST");
    context.getParserConfiguration().setInvalidObx2Type("ST");
    parser = context.getPipeParser();
  }

  /** What parsing came to. */
  public sealed interface Parsed {

    /** The message. */
    record Read(Hl7Message message) implements Parsed {}

    /** It cannot be read; each problem stops it. */
    record Unreadable(List<Problem> problems) implements Parsed {}
  }

  /**
   * Parses a message.
   *
   * @param envelope what its MSH says
   * @param text the decoded message, without transport framing
   */
  public Parsed parse(Envelope envelope, String text) {
    return parse(envelope, text, Set.of());
  }

  /**
   * Parses some segments of a message and passes over the others.
   *
   * @param only names of the segments wanted; empty for all
   */
  public Parsed parse(Envelope envelope, String text, Set<String> only) {
    var separators = separatorProblem(envelope);
    if (separators.isPresent()) {
      return new Parsed.Unreadable(List.of(separators.get()));
    }
    var encoding = new EncodingCharacters(envelope.fieldSeparator(), envelope.encodingCharacters());
    // HAPI keeps parsing state in the message, so each parse has its own.
    Message owner = new GenericMessage.V24(parser.getFactory());
    owner.setParser(parser);
    var escapes = new Escapes(envelope.fieldSeparator(), envelope.encodingCharacters());
    var segments = new ArrayList<Segment>();
    var counts = new HashMap<String, Integer>();
    var number = 0;
    for (var line : SEGMENT_END.split(text.strip())) {
      if (line.isBlank()) {
        continue;
      }
      number++;
      var name = line.substring(0, Math.min(3, line.length()));
      if (!isSegment(line, name, envelope.fieldSeparator())) {
        return unreadable(
            "line " + number + " does not begin with a segment name",
            "Begin each segment with its three-character name and the field separator, and end it"
                + " with a carriage return.");
      }
      if (!only.isEmpty() && !only.contains(name)) {
        continue;
      }
      try {
        var occurrence = counts.merge(name, 1, Integer::sum);
        segments.add(segment(owner, name, occurrence, escapes.prepare(line), encoding));
      } catch (HL7Exception refused) {
        return unreadable(
            "segment " + name + " cannot be read", "Check its separators against MSH-1 and MSH-2.");
      }
    }
    return new Parsed.Read(new Hl7Message(envelope, segments));
  }

  /** Whether MSH-2 names the separators, without which nothing after MSH can be read. */
  public static Optional<Problem> separatorProblem(Envelope envelope) {
    if (envelope.encodingCharacters().length() >= 4) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.error(
            ProblemCode.UNPARSABLE,
            "MSH-2",
            "MSH-2 names fewer than four encoding characters",
            "Send the four encoding characters, usually ^~\\&."));
  }

  private static boolean isSegment(String line, String name, char separator) {
    return SEGMENT_NAME.matcher(name).matches()
        && (line.length() == 3 || line.charAt(3) == separator);
  }

  private Segment segment(
      Message owner, String name, int occurrence, String line, EncodingCharacters encoding)
      throws HL7Exception {
    var parsed = new GenericSegment(owner, name);
    parser.parse(parsed, line, encoding);
    var fields = new ArrayList<Field>();
    for (var number = 1; number <= parsed.numFields(); number++) {
      fields.add(field(parsed.getField(number)));
    }
    return new Segment(name, occurrence, fields);
  }

  private static Field field(Type[] repetitions) {
    var read = new ArrayList<Field.Repetition>();
    for (var repetition : repetitions) {
      read.add(new Field.Repetition(components(repetition)));
    }
    return read.isEmpty() ? Field.EMPTY : new Field(read);
  }

  private static List<List<String>> components(Type repetition) {
    var components = new ArrayList<List<String>>();
    for (var component = 1; component <= Terser.numComponents(repetition); component++) {
      var subcomponents = new ArrayList<String>();
      for (var sub = 1; sub <= Terser.numSubComponents(repetition, component); sub++) {
        var value = Terser.getPrimitive(repetition, component, sub).getValue();
        subcomponents.add(value == null ? "" : value.strip());
      }
      components.add(subcomponents);
    }
    return components;
  }

  private static Parsed unreadable(String rule, String remedy) {
    return new Parsed.Unreadable(
        List.of(Problem.error(ProblemCode.UNPARSABLE, "MSG", rule, remedy)));
  }
}
