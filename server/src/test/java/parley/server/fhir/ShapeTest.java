package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shape of a resource tells apart. */
class ShapeTest {

  private static Encounter encounter() {
    var encounter = new Encounter();
    encounter.setId("one");
    encounter.setStatus(EncounterStatus.INPROGRESS);
    encounter.getClass_().setSystem("urn:a").setCode("AMB").setDisplay("ambulatory");
    encounter.getSubject().setReference("Patient/1");
    encounter.getPeriod().setStartElement(new DateTimeType("2026-11-01"));
    encounter.getPeriod().setEndElement(new DateTimeType("2026-11-02"));
    encounter.addIdentifier().setSystem("urn:b").setValue("7");
    return encounter;
  }

  @Test
  void doesNotLookIntoValuesThatNoRuleReads() {
    var other = encounter();
    other.setId("two");
    other.getSubject().setReference("Patient/2");
    other.getPeriod().setStartElement(new DateTimeType("2026-10-01"));
    other.getIdentifierFirstRep().setValue("8");
    assertThat(Shape.of(other)).isEqualTo(Shape.of(encounter()));
  }

  /** A time that is said to be unknown has an extension and no value. */
  @Test
  void aPeriodOfUnknownTimesHasAShape() {
    var other = encounter();
    var unknown = new DateTimeType();
    unknown.addExtension(
        "http://hl7.org/fhir/StructureDefinition/data-absent-reason", new CodeType("unknown"));
    other.getPeriod().setEndElement(unknown);
    assertThat(Shape.of(other)).isNotEqualTo(Shape.of(encounter()));
  }

  @Test
  void tellsApartWhichItemsAreAnsweredAndInWhatOrder() {
    var shapes = new HashSet<String>();
    for (var linkIds : List.of("q1 q2", "q2 q1", "q1 q3", "q1 q1")) {
      var response = new QuestionnaireResponse();
      for (var linkId : linkIds.split(" ")) {
        response.addItem().setLinkId(linkId).addAnswer().setValue(new IntegerType(1));
      }
      shapes.add(Shape.of(response));
      response.getItem().get(1).getAnswerFirstRep().setValue(new IntegerType(9));
      shapes.add(Shape.of(response));
    }
    assertThat(shapes).hasSize(8);
  }

  @Test
  void tellsApartExtensionsAndVersionsOfCodes() {
    var shapes = new HashSet<String>();
    for (var url : List.of("urn:d", "urn:e")) {
      var other = encounter();
      other.addExtension(url, new StringType("a"));
      shapes.add(Shape.of(other));
      other.getClass_().setVersion("2");
      shapes.add(Shape.of(other));
      other.getIdentifierFirstRep().setSystem("urn:f");
      shapes.add(Shape.of(other));
    }
    assertThat(shapes).hasSize(6);
  }

  static Stream<Consumer<Encounter>> differences() {
    return Stream.of(
        encounter -> encounter.setStatus(EncounterStatus.FINISHED),
        encounter -> encounter.getClass_().setCode("IMP"),
        encounter -> encounter.getClass_().setSystem("urn:c"),
        encounter -> encounter.getClass_().setDisplay("inpatient"),
        encounter -> encounter.getClass_().setCode(null),
        encounter -> encounter.getSubject().setReference("Group/1"),
        encounter -> encounter.getPeriod().setEndElement(new DateTimeType("2026-10-31")),
        encounter -> encounter.getPeriod().setEndElement(new DateTimeType("2026-12")),
        encounter -> encounter.getPeriod().setEnd(null),
        encounter -> encounter.getIdentifierFirstRep().setValue(null),
        encounter -> encounter.addIdentifier().setValue("9"),
        encounter -> encounter.addExtension().setUrl("urn:d"));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void tellsApartWhatARuleMayRead(Consumer<Encounter> change) {
    var other = encounter();
    change.accept(other);
    assertThat(Shape.of(other)).isNotEqualTo(Shape.of(encounter()));
  }
}
