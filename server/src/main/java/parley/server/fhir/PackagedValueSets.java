package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.BaseValidationSupport;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetFilterComponent;
import org.hl7.fhir.r4.model.ValueSet.FilterOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a code is in one of Parley's own value sets, answered from the package. HAPI asks the
 * code system first and says no when it has none, also of SNOMED CT codes that the list itself
 * enumerates. Sets that list codes, or choose them by a pattern, need no code system; any other is
 * left to HAPI.
 */
final class PackagedValueSets extends BaseValidationSupport {

  private final Map<String, ValueSet> sets = new HashMap<>();

  PackagedValueSets(FhirContext context, List<Resource> packaged) {
    super(context);
    for (var resource : packaged) {
      if (resource instanceof ValueSet set && isPlain(set)) {
        sets.put(set.getUrl(), set);
      }
    }
  }

  private static boolean isPlain(ValueSet set) {
    var compose = set.getCompose();
    return !compose.hasExclude()
        && compose.hasInclude()
        && compose.getInclude().stream()
            .allMatch(it -> !it.hasValueSet() && (it.hasConcept() || isPattern(it)));
  }

  /** One regular expression on the code, the one filter that needs nothing but the code. */
  static boolean isPattern(ConceptSetComponent include) {
    return include.getFilter().size() == 1
        && include.getFilterFirstRep().getOp() == FilterOperator.REGEX
        && "code".equals(include.getFilterFirstRep().getProperty());
  }

  private Optional<ValueSet> set(@Nullable String canonical) {
    if (canonical == null) {
      return Optional.empty();
    }
    var parts = canonical.split("\\|", 2);
    return Optional.ofNullable(sets.get(parts[0]))
        .filter(set -> parts.length == 1 || parts[1].equals(set.getVersion()));
  }

  @Override
  public boolean isValueSetSupported(ValidationSupportContext context, String url) {
    return set(url).isPresent();
  }

  @Override
  public @Nullable CodeValidationResult validateCode(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      @Nullable String system,
      @Nullable String code,
      @Nullable String display,
      @Nullable String valueSetUrl) {
    var set = set(valueSetUrl);
    if (set.isEmpty() || code == null || system == null) {
      return null;
    }
    var versionless = system.split("\\|", 2)[0];
    for (var include : set.get().getCompose().getInclude()) {
      if (versionless.equals(include.getSystem())) {
        for (var concept : include.getConcept()) {
          if (code.equals(concept.getCode())) {
            return member(code, concept.getDisplay());
          }
        }
        if (include.getFilter().stream().anyMatch(filter -> matches(filter, code))) {
          return member(code, null);
        }
      }
    }
    var result = new CodeValidationResult();
    result.setSeverity(IssueSeverity.ERROR);
    result.setMessage("The code is not in the value set " + set.get().getUrl());
    return result;
  }

  private static boolean matches(ConceptSetFilterComponent filter, String code) {
    return Pattern.matches(filter.getValue(), code);
  }

  private static CodeValidationResult member(String code, @Nullable String display) {
    var result = new CodeValidationResult();
    result.setCode(code);
    result.setDisplay(display);
    return result;
  }
}
