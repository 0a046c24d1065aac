package parley.mappings.fhirmessage;

import ca.uhn.fhir.parser.ErrorHandlerAdapter;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** Notes what a parser passes over, by element and never by value. */
final class ParserNotes extends ErrorHandlerAdapter {

  private static final Pattern ELEMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.\\[\\]-]{0,80}");

  private final List<Problem> problems = new ArrayList<>();

  /** The first fault that leaves the content unsure; empty when it was read. */
  Optional<Problem> stopping() {
    return problems.stream().filter(Problem::stops).findFirst();
  }

  List<Problem> warnings() {
    return problems.stream().filter(problem -> !problem.stops()).distinct().toList();
  }

  @Override
  public void unknownElement(
      IParserErrorHandler.@Nullable IParseLocation location, String elementName) {
    passedOver(elementName);
  }

  @Override
  public void unknownAttribute(
      IParserErrorHandler.@Nullable IParseLocation location, String attributeName) {
    passedOver(attributeName);
  }

  @Override
  public void invalidValue(
      IParserErrorHandler.@Nullable IParseLocation location, String value, String error) {
    wrong(location == null ? "" : location.getParentElementName());
  }

  @Override
  public void incorrectJsonType(
      IParserErrorHandler.@Nullable IParseLocation location,
      String elementName,
      ValueType expected,
      @Nullable ScalarType expectedScalarType,
      ValueType found,
      @Nullable ScalarType foundScalarType) {
    if (expected != found) {
      wrong(elementName);
    }
  }

  @Override
  public void unexpectedRepeatingElement(
      IParserErrorHandler.@Nullable IParseLocation location, String elementName) {
    wrong(elementName);
  }

  private void passedOver(String element) {
    problems.add(
        Problem.warning(
            ProblemCode.NOT_CARRIED,
            shown(element),
            "FHIR has no such element here; it was left out of the record",
            "Send what it says in an element of the resource."));
  }

  private void wrong(@Nullable String element) {
    problems.add(
        Problem.error(
            ProblemCode.INVALID_VALUE,
            shown(element),
            "the value is not of the element's type",
            "Correct the value and send the message again."));
  }

  /** A name that is none could be a value that slipped. */
  private static String shown(@Nullable String element) {
    return element != null && ELEMENT.matcher(element).matches() ? element : "MSG";
  }
}
