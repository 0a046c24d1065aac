package parley.server.store;

import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import parley.terminology.Systems;

/** Which courses of treatment a record says it is of. */
public final class NamedCourses {

  private NamedCourses() {}

  /** Ids of the EpisodeOfCares in the extension {@code workflow-episodeOfCare}. */
  public static List<String> in(DomainResource resource) {
    return of(
        resource.getExtensionsByUrl(Systems.EXT_EPISODE_OF_CARE).stream()
            .map(Extension::getValue)
            .filter(Reference.class::isInstance)
            .map(Reference.class::cast)
            .toList());
  }

  /** Ids of the EpisodeOfCares among some references, such as {@code Encounter.episodeOfCare}. */
  public static List<String> of(Collection<Reference> references) {
    return references.stream()
        .map(Reference::getReferenceElement)
        .filter(id -> "EpisodeOfCare".equals(id.getResourceType()) && id.hasIdPart())
        .map(id -> id.getIdPart())
        .toList();
  }
}
