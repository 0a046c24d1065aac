package parley.server.fhir;

import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * HAPI's operations on value sets. Those of Parley's own that choose codes of a code system by a
 * pattern, of a system that nothing here can load, are known and cannot be counted out: 422 that
 * says so, where HAPI would end in 500.
 */
final class GuideValueSets extends ValueSetOperationProvider {

  private final List<ValueSet> sets;

  GuideValueSets(List<Resource> packaged) {
    this.sets =
        packaged.stream()
            .filter(ValueSet.class::isInstance)
            .map(ValueSet.class::cast)
            .filter(set -> !JpaGuideStore.isExpandable(set))
            .toList();
  }

  @Override
  public IBaseResource expand(
      HttpServletRequest servlet,
      @Nullable IIdType id,
      @Nullable IBaseResource given,
      @Nullable IPrimitiveType<String> url,
      @Nullable IPrimitiveType<String> version,
      @Nullable IPrimitiveType<String> filter,
      @Nullable IPrimitiveType<String> context,
      @Nullable IPrimitiveType<String> contextDirection,
      @Nullable IPrimitiveType<Integer> offset,
      @Nullable IPrimitiveType<Integer> count,
      @Nullable IPrimitiveType<String> displayLanguage,
      @Nullable IPrimitiveType<Boolean> includeHierarchy,
      RequestDetails request) {
    var asked =
        Stream.of(
                id == null ? "" : String.valueOf(id.getIdPart()),
                url == null ? "" : String.valueOf(url.getValue()).split("\\|", 2)[0],
                given instanceof ValueSet set ? String.valueOf(set.getUrl()) : "")
            .toList();
    for (var set : sets) {
      if (asked.contains(set.getIdPart()) || asked.contains(set.getUrl())) {
        throw uncountable();
      }
    }
    return super.expand(
        servlet,
        id,
        given,
        url,
        version,
        filter,
        context,
        contextDirection,
        offset,
        count,
        displayLanguage,
        includeHierarchy,
        request);
  }

  private static UnprocessableEntityException uncountable() {
    var problem =
        Problem.error(
            ProblemCode.INVALID_VALUE,
            "ValueSet.compose",
            "the value set chooses codes of ICD-10 by a pattern, and ICD-10 is not held here, so its"
                + " codes cannot be listed",
            "Ask $validate-code whether a code is in it; the codes it lists and its pattern are in"
                + " its compose.");
    var outcome = Outcomes.of(List.of(problem));
    outcome.getIssueFirstRep().setCode(IssueType.NOTSUPPORTED);
    return new UnprocessableEntityException(problem.rule(), outcome);
  }
}
