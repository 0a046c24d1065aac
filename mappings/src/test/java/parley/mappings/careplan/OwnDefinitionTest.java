package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.junit.jupiter.api.Test;
import parley.terminology.scale.Scales;

/** A definition of a service's own may leave out what the shipped ones have. */
class OwnDefinitionTest {

  private final PlanDefinition definition = new PlanDefinition();

  OwnDefinitionTest() {
    definition.setTitle("Own").setStatus(PublicationStatus.ACTIVE);
  }

  @Test
  void aGroupThatDoesNotSayHowManyIsTakenWhole() {
    var group = definition.addAction();
    group.setId("group");
    group.addAction().setTitle("One").setId("one");
    group.addAction().setTitle("Two").setId("two");
    assertThat(group.hasSelectionBehavior()).isFalse();
    assertThat(plan().getActivity()).hasSize(2);
  }

  @Test
  void aDefinitionWithoutAUrlIsNotNamed() {
    definition.setVersion("2.0");
    assertThat(plan().getInstantiatesCanonical()).isEmpty();
    definition.setUrl("urn:test:plan");
    assertThat(plan().getInstantiatesCanonical())
        .extracting(one -> one.getValue())
        .containsExactly("urn:test:plan|2.0");
  }

  private CarePlan plan() {
    var context = PlanApplierTest.context(Optional.empty());
    var application = new PlanApplier(Scales.packaged()).apply(definition, context);
    assertThat(application).isInstanceOf(PlanApplication.Applied.class);
    return ((PlanApplication.Applied) application).plan();
  }
}
