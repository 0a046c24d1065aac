package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import ca.uhn.fhir.validation.IValidationContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceFactory;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import parley.camelroutes.ProfileCheck;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.terminology.scale.Scales;

/** What was found good is looked at again once what it is measured against has changed. */
class DefinitionChangesTest {

  private static final String PROFILE =
      "https://parley.example/fhir/StructureDefinition/test-definition-change";

  @Test
  void aChangedProfileIsKeptToAtOnce() {
    var gateway = RunningGateway.shared();
    var http = new Http(gateway);
    var path = "/fhir/StructureDefinition/test-definition-change";
    assertThat(http.putJson(path, profile(0)).statusCode()).isEqualTo(201);
    var check = gateway.bean(ProfileCheck.class);
    var patient = new Patient();
    patient.getMeta().addProfile(PROFILE);
    patient.setId("one");
    assertThat(check.check(bundle(patient))).isEmpty();
    assertThat(http.putJson(path, profile(1)).statusCode()).isEqualTo(200);
    assertThat(check.check(bundle(patient))).extracting(Problem::location).contains("Patient");
  }

  @Test
  void aProfileThatAnotherGatewayChangesIsKeptToWithinSeconds() throws Exception {
    var gateway = RunningGateway.shared();
    var http = new Http(gateway);
    var own = profile(0).replace("test-definition-change", "test-definition-elsewhere");
    http.putJson("/fhir/StructureDefinition/test-definition-elsewhere", own);
    var check = gateway.bean(ProfileCheck.class);
    var patient = new Patient();
    patient.getMeta().addProfile(PROFILE.replace("change", "elsewhere"));
    patient.setId("one");
    assertThat(check.check(bundle(patient))).isEmpty();
    // Not through the endpoint of this gateway, as what another one writes is not.
    var changed = profile(1).replace("test-definition-change", "test-definition-elsewhere");
    gateway
        .bean(DaoRegistry.class)
        .getResourceDao(StructureDefinition.class)
        .update(
            gateway.fhir().newJsonParser().parseResource(StructureDefinition.class, changed),
            new SystemRequestDetails());
    var end = System.nanoTime() + 4 * DefinitionWatch.EVERY.toNanos();
    while (check.check(bundle(patient)).isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(check.check(bundle(patient))).extracting(Problem::location).contains("Patient");
  }

  @Test
  void nothingIsForgottenBeforeTheChangeIsCommitted() {
    var validator = new CountingValidator();
    var shapes = shapes(validator);
    var changes = new DefinitionChanges(new MetadataCache(), shapes, validator);
    shapes.check(bundle(new Patient()));
    TransactionSynchronizationManager.initSynchronization();
    try {
      changes.created(new StructureDefinition());
      shapes.check(bundle(new Patient()));
      assertThat(validator.calls).as("the change is not committed").hasValue(1);
      TransactionSynchronizationManager.getSynchronizations().forEach(it -> it.afterCommit());
    } finally {
      TransactionSynchronizationManager.clearSynchronization();
    }
    shapes.check(bundle(new Patient()));
    assertThat(validator.calls).hasValue(2);
  }

  private static KnownShapes shapes(CountingValidator validator) {
    return new KnownShapes(
        new RecordValidator(
            FhirContext.forR4Cached(),
            validator,
            Set.of(),
            new GuideProfiles(List.of(), Scales.packaged())));
  }

  private static String profile(int min) {
    return """
        {"resourceType":"StructureDefinition","id":"test-definition-change","url":"%s",
         "name":"TestDefinitionChange","status":"active","fhirVersion":"4.0.1","kind":"resource",
         "abstract":false,"type":"Patient","derivation":"constraint",
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
         "differential":{"element":[{"id":"Patient","path":"Patient"},
          {"id":"Patient.maritalStatus","path":"Patient.maritalStatus","min":%d}]}}"""
        .formatted(PROFILE, min);
  }

  @ParameterizedTest
  @ValueSource(strings = {"StructureDefinition", "ValueSet", "CodeSystem", "Questionnaire"})
  void everyKindOfDefinitionMakesItLookAgain(String type) {
    var validator = new CountingValidator();
    var shapes = shapes(validator);
    var changes = new DefinitionChanges(new MetadataCache(), shapes, validator);
    var definition = (Resource) ResourceFactory.createResource(type);
    List<Runnable> ways =
        List.of(
            () -> changes.created(definition),
            () -> changes.updated(definition, definition),
            () -> changes.deleted(definition));
    for (var i = 0; i < ways.size(); i++) {
      shapes.check(bundle(new Patient()));
      shapes.check(bundle(new Patient()));
      assertThat(validator.calls).as("validations before change " + i).hasValue(i + 1);
      changes.updated(new Observation(), new Observation());
      shapes.check(bundle(new Patient()));
      assertThat(validator.calls).as("an Observation is no definition").hasValue(i + 1);
      ways.get(i).run();
    }
    shapes.check(bundle(new Patient()));
    assertThat(validator.calls).hasValue(ways.size() + 1);
  }

  private static RecordBundle bundle(Resource resource) {
    return new RecordBundle(List.of(), List.of(Write.always(resource)));
  }

  private static final class CountingValidator implements IInstanceValidatorModule {

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public void validateResource(IValidationContext<IBaseResource> context) {
      calls.incrementAndGet();
    }
  }
}
