package parley.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.FilterOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackagedTerminologyTest {

  private static final Terminology TERMINOLOGY = PackagedTerminology.packaged();

  @ParameterizedTest
  @CsvSource({
    "sex, 0, unknown",
    "sex, 1, male",
    "sex, 2, female",
    "sex, 9, other",
    "sex, M, male",
    "sex, F, female",
    "sex, U, unknown",
    "sex, X, unknown",
    "ethnic-category, A, A",
    "ethnic-category, Z, Z",
    "ethnic-category, 99, 99",
    "nhs-number-status, 01, 01",
    "nhs-number-status, 08, 08",
    "marital-status, S, S",
    "marital-status, 9, UNK",
    "name-use, L, official",
    "address-use, H, home",
    "address-type, M, postal",
    "telecom-use, WPN, work",
    "telecom-use, CP, mobile",
    "telecom-system, CP, phone",
    "telecom-system, NET, email",
    "relationship, MTH, MTH",
    "relationship, CGV, Carer",
    "relationship, EMC, C",
    "referral-priority, R, routine",
    "referral-priority, S, stat",
    "referral-priority, 2, urgent",
    "referral-status, R, revoked",
    "referral-status, P, active",
    "provider-role, RP, REF",
    "patient-class, I, IMP",
    "patient-class, O, AMB",
    "observation-status, F, final",
    "interpretation, H, H",
    "allergy-category, DA, medication",
    "allergy-severity, SV, severe",
    "allergy-criticality, MI, low",
    "diagnosis-verification, W, provisional",
    "identifier-type, MR, MR",
  })
  void translatesAsPublished(String map, String code, String target) {
    assertThat(TERMINOLOGY.translate(Systems.conceptMap(map), code))
        .isInstanceOfSatisfying(
            Translation.Found.class,
            found -> assertThat(found.coding().getCode()).isEqualTo(target));
  }

  @Test
  void translationCarriesTheTargetsSystemAndDisplay() {
    var found =
        (Translation.Found) TERMINOLOGY.translate(Systems.conceptMap("ethnic-category"), "R");

    assertThat(found.coding().getSystem()).isEqualTo(Systems.UKCORE_ETHNIC_CATEGORY);
    assertThat(found.coding().getDisplay()).isEqualTo("Other Ethnic Groups - Chinese");
  }

  @Test
  void aCallerThatChangesAnAnswerDoesNotChangeTheVocabulary() {
    var map = Systems.conceptMap("sex");
    ((Translation.Found) TERMINOLOGY.translate(map, "1")).coding().setCode("changed");

    assertThat(((Translation.Found) TERMINOLOGY.translate(map, "1")).coding().getCode())
        .isEqualTo("male");
  }

  @TestFactory
  Stream<DynamicTest> everyRowOfEveryMapIsAnswered() {
    return maps()
        .map(
            map ->
                DynamicTest.dynamicTest(
                    map.getIdPart(),
                    () -> {
                      assertThat(map.getGroup()).isNotEmpty();
                      map.getGroup()
                          .forEach(
                              group ->
                                  group.getElement().forEach(row -> roundTrip(map, group, row)));
                    }));
  }

  private static void roundTrip(
      ConceptMap map,
      ConceptMap.ConceptMapGroupComponent group,
      ConceptMap.SourceElementComponent row) {
    var target = row.getTargetFirstRep();
    if (target.getEquivalence() == ConceptMapEquivalence.RELATEDTO) {
      // Something else that belongs to the code, which must never be written in its stead.
      assertThat(TERMINOLOGY.translate(map.getUrl(), row.getCode()))
          .isInstanceOf(Translation.Unmapped.class);
      return;
    }
    assertThat(TERMINOLOGY.translate(map.getUrl(), row.getCode()))
        .isInstanceOfSatisfying(
            Translation.Found.class,
            found -> {
              assertThat(found.coding().getSystem()).isEqualTo(group.getTarget());
              assertThat(found.coding().getCode()).isEqualTo(target.getCode());
              assertThat(found.coding().getDisplay()).isEqualTo(target.getDisplay()).isNotBlank();
            });
    assertThat(TERMINOLOGY.display(group.getSource(), row.getCode())).isPresent();
    assertThat(TERMINOLOGY.display(group.getTarget(), target.getCode())).isPresent();
  }

  @TestFactory
  Stream<DynamicTest> everyMapLeavesAnUnknownCodeUnmapped() {
    return maps()
        .map(
            map ->
                DynamicTest.dynamicTest(
                    map.getIdPart(),
                    () ->
                        assertThat(TERMINOLOGY.translate(map.getUrl(), "no-such-code"))
                            .isInstanceOf(Translation.Unmapped.class)));
  }

  @Test
  void aMapThatIsNotLoadedIsAConfigurationError() {
    assertThatThrownBy(() -> TERMINOLOGY.translate(Systems.conceptMap("none"), "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Systems.conceptMap("none"));
    assertThatThrownBy(() -> TERMINOLOGY.validateCode(Systems.valueSet("none"), "s", "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F32", "F32.1", "F321", "F41.1", "F42", "G93.3", "G933", "K58.9"})
  void presentingProblemsOfIcd10WithAndWithoutTheDot(String code) {
    assertThat(member("mental-health-problem", Systems.ICD_10, code)).isTrue();
    assertThat(member("long-term-condition", Systems.ICD_10, code)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "E11.9", "E119", "J45", "I25.1", "I48", "I42.0", "I10", "R52.2", "R52", "K50.9", "G41.0",
        "J84.1"
      })
  void longTermConditionsOfIcd10(String code) {
    assertThat(member("long-term-condition", Systems.ICD_10, code)).isTrue();
    assertThat(member("mental-health-problem", Systems.ICD_10, code)).isFalse();
  }

  /** Acute, or another matter: not for ever with the person. */
  @ParameterizedTest
  @ValueSource(strings = {"I46.9", "J06.9", "J18", "K35", "K58", "R51", "G43", "I60", "D50"})
  void whatOnlyLooksLikeALongTermCondition(String code) {
    assertThat(member("long-term-condition", Systems.ICD_10, code)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"313436004", "84114007", "49436004", "82423001", "34000006"})
  void usualSubtypesAreLongTermConditionsToo(String code) {
    assertThat(member("long-term-condition", Systems.SNOMED_CT, code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"G93", "G93.4", "F34", "F3", "Z73", "xF32"})
  void otherIcd10CodesAreNotPresentingProblems(String code) {
    assertThat(member("mental-health-problem", Systems.ICD_10, code)).isFalse();
  }

  @Test
  void snomedCodesAreMembersByTheirSystem() {
    assertThat(member("long-term-condition", Systems.SNOMED_CT, "73211009")).isTrue();
    assertThat(member("long-term-condition", Systems.ICD_10, "73211009")).isFalse();
    assertThat(member("mental-health-problem", Systems.SNOMED_CT, "83482000")).isTrue();
    // The finding that there is none is no long-term condition.
    assertThat(member("long-term-condition", Systems.SNOMED_CT, "748031000000103")).isFalse();
  }

  @Test
  void aSendersMapIsAddedAndMayReplaceAShippedOne() {
    var own = new ConceptMap().setUrl(Systems.conceptMap("sex"));
    var row = own.addGroup().setTarget(Systems.ADMINISTRATIVE_GENDER).addElement().setCode("K");
    row.addTarget().setCode("female").setEquivalence(ConceptMapEquivalence.UNMATCHED);
    row.addTarget().setCode("male").setEquivalence(ConceptMapEquivalence.EQUIVALENT);
    var terminology = PackagedTerminology.with(List.of(own));

    assertThat(terminology.translate(own.getUrl(), "K"))
        .isInstanceOfSatisfying(
            Translation.Found.class,
            found -> assertThat(found.coding().getCode()).isEqualTo("male"));
    assertThat(terminology.translate(own.getUrl(), "1")).isInstanceOf(Translation.Unmapped.class);
    assertThat(terminology.translate(Systems.conceptMap("name-use"), "L"))
        .isInstanceOf(Translation.Found.class);
  }

  @Test
  void whatCannotBeAnsweredIsRefusedWhenLoaded() {
    var filtered = new ValueSet().setUrl(Systems.valueSet("filtered"));
    filtered
        .getCompose()
        .addInclude()
        .setSystem(Systems.SNOMED_CT)
        .addFilter()
        .setProperty("concept")
        .setOp(FilterOperator.ISA)
        .setValue("73211009");

    assertThatThrownBy(() -> PackagedTerminology.with(List.of(filtered)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(filtered.getUrl());
    assertThatThrownBy(() -> PackagedTerminology.with(List.of(new Patient())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean member(String valueSet, String system, String code) {
    return TERMINOLOGY.validateCode(Systems.valueSet(valueSet), system, code);
  }

  private static Stream<ConceptMap> maps() {
    return Definitions.packaged().stream()
        .filter(ConceptMap.class::isInstance)
        .map(ConceptMap.class::cast);
  }
}
