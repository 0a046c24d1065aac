package parley.terminology;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetFilterComponent;
import org.hl7.fhir.r4.model.ValueSet.FilterOperator;

/**
 * The members of one ValueSet, from {@code compose.include}: listed codes, and codes that match a
 * {@code regex} filter on {@code code} as a whole (FHIR R4 ValueSet.compose.include.filter). Other
 * filters need the code system itself, which is not held, and are refused when the set is loaded.
 */
record ValueSetMembers(Map<String, Set<String>> listed, Map<String, List<Pattern>> patterns) {

  static ValueSetMembers of(ValueSet valueSet) {
    if (valueSet.getCompose().hasExclude()) {
      throw new IllegalArgumentException(valueSet.getUrl() + ": exclude is not supported");
    }
    var listed = new HashMap<String, Set<String>>();
    var patterns = new HashMap<String, List<Pattern>>();
    for (var include : valueSet.getCompose().getInclude()) {
      if (include.hasValueSet() || (!include.hasConcept() && !include.hasFilter())) {
        throw new IllegalArgumentException(
            valueSet.getUrl() + ": include needs listed codes or a filter on the code");
      }
      listed.merge(include.getSystem(), codes(include), ValueSetMembers::union);
      if (include.hasFilter()) {
        patterns.merge(
            include.getSystem(), patterns(valueSet.getUrl(), include), ValueSetMembers::joined);
      }
    }
    return new ValueSetMembers(Map.copyOf(listed), Map.copyOf(patterns));
  }

  boolean contains(String system, String code) {
    return listed.getOrDefault(system, Set.of()).contains(code)
        || patterns.getOrDefault(system, List.of()).stream()
            .anyMatch(pattern -> pattern.matcher(code).matches());
  }

  private static Set<String> codes(ConceptSetComponent include) {
    return include.getConcept().stream()
        .map(ConceptReferenceComponent::getCode)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Pattern> patterns(String url, ConceptSetComponent include) {
    if (include.getFilter().size() > 1) {
      throw new IllegalArgumentException(url + ": more than one filter in one include");
    }
    return include.getFilter().stream().map(filter -> pattern(url, filter)).toList();
  }

  private static Pattern pattern(String url, ConceptSetFilterComponent filter) {
    if (filter.getOp() != FilterOperator.REGEX || !filter.getProperty().equals("code")) {
      throw new IllegalArgumentException(url + ": only a regex filter on code is supported");
    }
    return Pattern.compile(filter.getValue());
  }

  private static List<Pattern> joined(List<Pattern> one, List<Pattern> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var both = new HashSet<String>(one);
    both.addAll(other);
    return Set.copyOf(both);
  }
}
