package parley.mappings.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.junit.jupiter.api.Test;
import parley.terminology.Definitions;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;
import parley.terminology.Translation;
import parley.terminology.scale.Scales;

/** What every shipped questionnaire has. */
class ShippedQuestionnairesTest {

  private static final Set<String> WITHOUT_TEXT =
      Set.of("wsas", "phobia-scales", "peq-assessment", "peq-treatment");

  private final PackagedTerminology terminology = PackagedTerminology.packaged();
  private final Expressions expressions = new Expressions();

  @Test
  void everyItemThatIsCalculatedNamesTheItemsItRestsOn() {
    for (var questionnaire : Definitions.packaged(Questionnaire.class)) {
      if (!FormReader.scores(questionnaire)) {
        continue; // a form that is no instrument, such as that of a self-referral
      }
      var form = FormReader.read(expressions, questionnaire);
      assertThat(form.scores()).as(form.url()).isNotEmpty();
      for (var item : form.scores()) {
        assertThat(item.codes()).as(form.url() + ' ' + item.linkId()).isNotEmpty();
        item.formula().ifPresent(formula -> assertThat(formula.linkIds()).hasSizeGreaterThan(1));
        if (item.options().isEmpty()) {
          assertThat(item.range().min()).as(form.url()).isPresent();
          assertThat(item.range().max()).as(form.url()).isPresent();
          assertThat(item.unit()).as(form.url()).isPresent();
        }
      }
    }
  }

  @Test
  void everyPublicCodeOfAnItemHasItsRowInTheMapOfResultMessages() {
    for (var questionnaire : Definitions.packaged(Questionnaire.class)) {
      for (var item : questionnaire.getItem()) {
        item.getCode().stream()
            .filter(coding -> Set.of(Systems.LOINC, Systems.SNOMED_CT).contains(coding.getSystem()))
            .forEach(coding -> isMapped(questionnaire, item, coding));
      }
    }
  }

  private void isMapped(
      Questionnaire questionnaire, QuestionnaireItemComponent item, Coding coding) {
    var found = terminology.translate(Systems.conceptMap("questionnaire-item"), coding.getCode());
    assertThat(found).as(coding.getCode()).isInstanceOf(Translation.Found.class);
    var target = ((Translation.Found) found).coding();
    assertThat(target.getSystem()).isEqualTo(questionnaire.getUrl());
    assertThat(target.getCode()).isEqualTo(item.getLinkId());
  }

  @Test
  void everyAnswerIsInTheCodeSystemAndWeightsAreSaidBothWays() {
    for (var questionnaire : Definitions.packaged(Questionnaire.class)) {
      for (var item : questionnaire.getItem()) {
        for (var option : item.getAnswerOption()) {
          var coding = option.getValueCoding();
          assertThat(terminology.display(coding.getSystem(), coding.getCode()))
              .as(questionnaire.getUrl() + ' ' + coding.getCode())
              .contains(coding.getDisplay());
          var weight = option.getExtensionByUrl(FormReader.ITEM_WEIGHT);
          var ordinal =
              option.getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/ordinalValue");
          assertThat(weight == null).isEqualTo(ordinal == null);
          assertThat(Set.of("Y", "N", "NA").contains(coding.getCode())).isEqualTo(weight == null);
        }
      }
    }
  }

  @Test
  void saysByWhichTermsItsTextIsHereAndMarksWhereItIsNot() {
    for (var questionnaire : Definitions.packaged(Questionnaire.class)) {
      assertThat(questionnaire.getCopyright()).as(questionnaire.getUrl()).isNotBlank();
      if (WITHOUT_TEXT.contains(questionnaire.getIdPart())) {
        assertThat(questionnaire.getDescription()).contains("Labels are ours");
      }
    }
  }

  /** What outcomes are reckoned from and what scores are refused by are two files: they agree. */
  @Test
  void agreesWithTheScalesThatOutcomesAreMadeOf() {
    var items = items();
    for (var scale : Scales.packaged().all()) {
      var snomed = scale.codings().get(0).getCode();
      var item = items.get(snomed);
      assertThat(item).as(scale.id()).isNotNull();
      assertThat(item.codes())
          .extracting(coding -> coding.getSystem() + '|' + coding.getCode())
          .as(scale.id())
          .containsAll(
              scale.codings().stream()
                  .map(coding -> coding.getSystem() + '|' + coding.getCode())
                  .toList());
      if (item.options().isEmpty()) {
        var bounds = scale.range().orElseThrow();
        assertThat(item.range().min().orElseThrow()).isEqualByComparingTo(bounds.low());
        assertThat(item.range().max().orElseThrow()).isEqualByComparingTo(bounds.high());
        assertThat(item.range().decimals()).as(scale.id()).isEqualTo(scale.decimals());
      } else {
        var highest =
            item.options().stream()
                .flatMap(option -> option.weight().stream())
                .max(BigDecimal::compareTo);
        assertThat(highest.isPresent()).as(scale.id()).isEqualTo(scale.range().isPresent());
        highest.ifPresent(
            most ->
                assertThat(most)
                    .as(scale.id())
                    .isEqualByComparingTo(scale.range().orElseThrow().high()));
      }
    }
  }

  /** SNOMED CT code, range and decimals against the reference table, when it is there. */
  @Test
  void agreesWithTheDataSet() throws IOException {
    var table = Path.of("..", "..", "shared", "reference", "iapt-v2.1", "scales.csv");
    assumeTrue(Files.exists(table), "the reference tables are not on this machine");
    var items = items();
    var rows = Files.readAllLines(table).stream().skip(1).map(line -> line.split(",")).toList();
    assertThat(rows).hasSize(36);
    for (var row : rows) {
      var item = items.get(row[1]);
      assertThat(item).as(row[0]).isNotNull();
      if (item.options().isEmpty()) {
        assertThat(item.range().min().orElseThrow())
            .as(row[0])
            .isEqualByComparingTo(new BigDecimal(row[2]));
        assertThat(item.range().max().orElseThrow())
            .as(row[0])
            .isEqualByComparingTo(new BigDecimal(row[3]));
        assertThat(item.range().decimals()).as(row[0]).isEqualTo(Integer.parseInt(row[4]));
      } else {
        assertThat(codes(item)).as(row[0]).isEqualTo(expected(row[0], row[2], row[3]));
      }
    }
  }

  private static Set<String> codes(Form.Item item) {
    return item.options().stream()
        .map(option -> option.coding().getCode())
        .collect(Collectors.toSet());
  }

  private static Set<String> expected(String scale, String least, String most) {
    if (least.contains("|")) {
      return Set.of(least.split("\\|"));
    }
    var highest = most.contains("8") ? 8 : 4;
    var codes = new java.util.HashSet<String>();
    for (var number = 0; number <= highest; number++) {
      codes.add(String.valueOf(number));
    }
    if (scale.equals("WSAS work") || scale.equals("PEQ treatment Q6")) {
      codes.add("NA");
    }
    return codes;
  }

  private Map<String, Form.Item> items() {
    var items = new HashMap<String, Form.Item>();
    for (var questionnaire : Definitions.packaged(Questionnaire.class)) {
      for (var item : FormReader.read(expressions, questionnaire).scores()) {
        item.codes().stream()
            .filter(coding -> coding.getSystem().equals(Systems.SNOMED_CT))
            .forEach(coding -> items.put(coding.getCode(), item));
      }
    }
    return items;
  }
}
