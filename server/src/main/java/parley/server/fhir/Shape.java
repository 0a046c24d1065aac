package parley.server.fhir;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Everything about a resource that decides whether it conforms to a profile: which elements it has,
 * how often, every code, URI and boolean, the precision of dates, the types that references point
 * at, and the order within periods; of answers also which item each is of, in order, and numbers,
 * because their Questionnaire has rules for both. Left out are free text, other numbers, ids and
 * the days themselves, which no rule of R4 or UK Core for the resources Parley maps looks into.
 */
final class Shape {

  private static final Set<String> KEPT =
      Set.of("code", "uri", "url", "canonical", "oid", "uuid", "boolean");

  /** Elements of type string that others refer to, or that are the version of what is named. */
  private static final Set<String> STRUCTURE = Set.of("linkId", "version");

  private static final Set<String> NUMBERS = Set.of("integer", "decimal");
  private static final Set<String> DATES = Set.of("date", "dateTime", "instant", "time");

  private final StringBuilder text = new StringBuilder();

  private final boolean answers;

  private Shape(boolean answers) {
    this.answers = answers;
  }

  /** A digest of the shape. */
  static String of(Resource resource) {
    var shape = new Shape(resource instanceof QuestionnaireResponse);
    shape.element(resource);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(shape.text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void element(Base element) {
    text.append(element.fhirType());
    if (element instanceof PrimitiveType<?> primitive) {
      primitive(primitive);
    }
    if (element instanceof Period period && period.getStart() != null && period.getEnd() != null) {
      text.append(Integer.signum(period.getStart().compareTo(period.getEnd())));
    }
    if (element instanceof Range range && range.hasLow() && range.hasHigh()) {
      text.append(comparison(range));
    }
    text.append('{');
    for (var property : element.children()) {
      for (var value : property.getValues()) {
        text.append(property.getName()).append(':');
        if (element instanceof Reference && property.getName().equals("reference")) {
          exact(Objects.requireNonNullElse(value.primitiveValue(), "").replaceFirst("/.*", ""));
        } else if (property.getName().equals("display")
            || STRUCTURE.contains(property.getName()) && value.isPrimitive()) {
          // A display that contradicts its code is an error.
          exact(Objects.requireNonNullElse(value.primitiveValue(), ""));
        } else {
          element(value);
        }
        text.append(';');
      }
    }
    text.append('}');
  }

  /** Rule rng-2: low is not above high; quantities of two units cannot be compared. */
  private static int comparison(Range range) {
    var low = range.getLow();
    var high = range.getHigh();
    return low.hasValue() && high.hasValue() && Objects.equals(low.getCode(), high.getCode())
        ? Integer.signum(low.getValue().compareTo(high.getValue()))
        : 2;
  }

  /** With its length, so that no value can pass for the mark that follows another. */
  private void exact(String value) {
    text.append('=').append(value.length()).append(':').append(value);
  }

  private void primitive(PrimitiveType<?> primitive) {
    var value = Objects.requireNonNullElse(primitive.getValueAsString(), "");
    if (KEPT.contains(primitive.fhirType()) || answers && NUMBERS.contains(primitive.fhirType())) {
      exact(value);
    } else if (DATES.contains(primitive.fhirType())) {
      text.append('#').append(value.length());
    } else {
      text.append(value.isBlank() ? "-" : "+");
    }
  }
}
