package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Drops what was made of definitions when a definition changes: once the change is committed,
 * because whoever looks before that would make the same of the old one again.
 */
@Interceptor
public final class DefinitionChanges implements FhirInterceptor {

  /** Types of resource that others are measured against. */
  static final List<String> DEFINITIONS =
      List.of("SearchParameter", "StructureDefinition", "ValueSet", "CodeSystem", "Questionnaire");

  private final MetadataCache metadata;
  private final KnownShapes shapes;
  private final IInstanceValidatorModule validator;

  DefinitionChanges(
      MetadataCache metadata, KnownShapes shapes, IInstanceValidatorModule validator) {
    this.metadata = metadata;
    this.shapes = shapes;
    this.validator = validator;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    changed(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    changed(after);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    changed(resource);
  }

  private void changed(IBaseResource resource) {
    if (!DEFINITIONS.contains(resource.fhirType())) {
      return;
    }
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      forget();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            forget();
          }
        });
  }

  /** Forgets everything that was made of definitions. */
  void forget() {
    metadata.drop();
    shapes.forget();
    if (validator instanceof FhirInstanceValidator remembering) {
      remembering.invalidateCaches();
    }
  }
}
