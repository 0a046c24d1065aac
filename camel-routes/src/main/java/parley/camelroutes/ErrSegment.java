package parley.camelroutes;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;

/**
 * One problem as an ERR segment (HL7 v2.5.1 section 2.15.5). The form of v2.5 is sent whatever the
 * version, because a receiver passes over fields it does not know; ERR-1 is filled as well for
 * versions that have nothing else.
 */
final class ErrSegment {

  /** The code system of {@link parley.mappings.ProblemCode}, named in ERR-5.3. */
  static final String PROBLEM_CODES = "https://parley.example/fhir/CodeSystem/problem-code";

  /** HL7 table 0357, message error condition codes. */
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "100", "Segment sequence error",
          "101", "Required field missing",
          "102", "Data type error",
          "103", "Table value not found",
          "200", "Unsupported message type",
          "201", "Unsupported event code",
          "203", "Unsupported version id",
          "204", "Unknown key identifier",
          "205", "Duplicate key identifier",
          "207", "Application internal error");

  /** {@code OBX[2]-5}, with a repetition and a component where the problem names them. */
  private static final Pattern PLACE =
      Pattern.compile("([A-Z][A-Z0-9]{2})(?:\\[(\\d+)])?(?:-(\\d+)(?:\\[(\\d+)])?(?:\\.(\\d+))?)?");

  private static final String WHOLE_MESSAGE = "MSG";

  private ErrSegment() {}

  /** The segment, without its end. */
  static String of(Problem problem, HeaderEcho header) {
    var separator = String.valueOf(header.separator());
    var component = String.valueOf(header.encoding(0));
    var place = PLACE.matcher(problem.location());
    var known = place.matches() && !problem.location().equals(WHOLE_MESSAGE);
    var condition = CONDITIONS.getOrDefault(problem.code().hl7(), "");
    return String.join(
        separator,
        "ERR",
        header.before25() ? oldLocation(problem, header, known, place) : "",
        known ? location(component, place) : "",
        String.join(component, problem.code().hl7(), condition, "HL70357"),
        problem.stops() ? "E" : "W",
        String.join(component, problem.code().name(), "", header.escape(PROBLEM_CODES)),
        "",
        header.escape(known ? problem.rule() : elsewhere(problem)),
        header.escape(problem.remedy()));
  }

  /** Data type ERL: segment, sequence, field, repetition, component. */
  private static String location(String component, Matcher place) {
    var sequence = or(place.group(2), "1");
    if (place.group(3) == null) {
      return place.group(1) + component + sequence;
    }
    var location =
        String.join(component, place.group(1), sequence, place.group(3), or(place.group(4), "1"));
    return place.group(5) == null ? location : location + component + place.group(5);
  }

  /** Data type ELD: segment, sequence, field, and the code with its text and table. */
  private static String oldLocation(
      Problem problem, HeaderEcho header, boolean known, Matcher place) {
    var component = String.valueOf(header.encoding(0));
    var code =
        String.join(
            String.valueOf(header.encoding(3)),
            problem.code().hl7(),
            CONDITIONS.getOrDefault(problem.code().hl7(), ""),
            "HL70357");
    return known
        ? String.join(
            component, place.group(1), or(place.group(2), "1"), or(place.group(3), ""), code)
        : String.join(component, "", "", "", code);
  }

  /** A FHIR element has no place in ERL, so it is named in the text. */
  private static String elsewhere(Problem problem) {
    return problem.location().equals(WHOLE_MESSAGE)
        ? problem.rule()
        : problem.location() + ": " + problem.rule();
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
