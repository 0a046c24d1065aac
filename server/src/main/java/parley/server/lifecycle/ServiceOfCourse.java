package parley.server.lifecycle;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.server.settings.ServiceSettings;
import parley.terminology.Systems;

/**
 * Says of each course of treatment that is stored, however it came, whose it is and who commissions
 * it, where it does not say so itself: the national file has no place for a course of nobody
 * (OrgIDProvider of its header), and drops one that nobody commissions (IDS10108).
 */
@Interceptor
public final class ServiceOfCourse {

  private static final String COMMISSIONER = Systems.structureDefinition("commissioner");

  private final ServiceSettings settings;

  ServiceOfCourse(ServiceSettings settings) {
    this.settings = settings;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void creating(IBaseResource resource) {
    complete(resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updating(IBaseResource before, IBaseResource after) {
    complete(after);
  }

  private void complete(IBaseResource resource) {
    if (!(resource instanceof EpisodeOfCare course)
        || course.getStatus() == EpisodeOfCareStatus.ENTEREDINERROR) {
      return;
    }
    if (!course.hasManagingOrganization() && !settings.provider().isEmpty()) {
      course.setManagingOrganization(organisation(settings.provider()));
    }
    if (!course.hasExtension(COMMISSIONER) && !settings.commissioner().isEmpty()) {
      course.addExtension(COMMISSIONER, organisation(settings.commissioner()));
    }
  }

  private static Reference organisation(String ods) {
    var reference = new Reference();
    reference.getIdentifier().setSystem(Systems.ODS_ORGANISATION).setValue(ods);
    return reference;
  }
}
