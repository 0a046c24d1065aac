package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.api.Test;

class BaseDefinitionsTest {

  private static final String PATIENT = "http://hl7.org/fhir/StructureDefinition/Patient";

  @Test
  void everyThreadGetsTheSameCopyAlsoBeforeTheFirstReadIsDone() throws Exception {
    var context = FhirContext.forR4Cached();
    new DefaultProfileValidationSupport(context).flush(); // as if nothing had been read yet
    var definitions = new BaseDefinitions(context);
    var threads = Executors.newFixedThreadPool(8);
    try {
      Callable<IBaseResource> read = () -> definitions.fetchStructureDefinition(PATIENT);
      var copies = Collections.newSetFromMap(new IdentityHashMap<IBaseResource, Boolean>());
      for (var copy : threads.invokeAll(Collections.nCopies(8, read))) {
        copies.add(copy.get());
      }
      assertThat(copies).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFlushLeavesTheCopyInUse() {
    var definitions = new BaseDefinitions(FhirContext.forR4Cached());
    var before = definitions.fetchStructureDefinition(PATIENT);
    definitions.flush();
    assertThat(definitions.fetchStructureDefinition(PATIENT)).isSameAs(before);
  }
}
