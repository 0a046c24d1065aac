package parley.submissions.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.attack.EveryCode;
import parley.submissions.view.ResourceText;
import parley.terminology.Systems;

/** Attacks 3, 15 and 27 on a pseudonymised export of made resources. */
class BulkExportAttackTest {

  private static final String SUBJECT =
      "'subject':{'reference':'Patient/p-clear','display':'Quibbleton'}";
  private static final String PHQ_9 =
      "'code':{'text':'Quibbleton','coding':[{'system':'http://loinc.org','code':'44261-6',"
          + "'display':'Quibbleton','userSelected':true},{'system':'https://quibbleton.example','code':'Quibbleton'}]}";

  private final MadeRecord record = MadeRecord.withPeople();

  @Test
  void whatIsListedLeavesUnderTokensAndIsMarked() {
    record.add(
        "Observation",
        "o-1",
        "'status':'final',%s,%s,'effectiveDateTime':'2026-10-12T09:30:00Z','valueQuantity':{'value':12,'unit':'Quibbleton'}"
            .formatted(PHQ_9, SUBJECT));
    var result = record.export(MadeRecord.observations());
    assertThat(result).isInstanceOf(BulkResult.Written.class);
    var line = only("Observation");
    var patient = record.lines("Patient").get(0);
    assertThat(line.path("valueQuantity").toString()).isEqualTo("{\"value\":12}");
    assertThat(line.path("effectiveDateTime").asText()).isEqualTo("2026-10");
    assertThat(line.at("/code/coding").size()).isEqualTo(1);
    assertThat(line.at("/code/coding/0/display").asText()).isNotEmpty().isNotEqualTo("Quibbleton");
    assertThat(record.lines("Patient"))
        .anyMatch(
            it ->
                line.at("/subject/reference").asText().equals("Patient/" + it.path("id").asText()));
    assertThat(line.at("/meta/security").findValuesAsText("code"))
        .containsExactly("CRYTOHASH", "PSEUDED", "REDACTED", "ABSTRED");
    assertThat(patient.at("/identifier/0/system").asText())
        .isEqualTo("https://parley.example/fhir/Id/pseudonym");
    assertThat(patient.at("/identifier/0/value").asText()).isEqualTo(patient.path("id").asText());
    record.assertNothingOfAPerson();
  }

  /** Also of types that nobody asked for, and of those around the patient. */
  @Test
  void whateverTheRecordKnowsIsLookedForInWhatLeaves() {
    var numbers =
        Map.of("Encounter", 471108155, "Practitioner", 471108156, "RelatedPerson", 471108157);
    numbers.forEach(
        (type, number) -> {
          var leaky =
              MadeRecord.withPeople()
                  .add(type, "x-1", "'identifier':[{'value':'%d'}]".formatted(number))
                  .add(
                      "Observation",
                      "o-1",
                      "'status':'final',%s,'valueInteger':%d".formatted(SUBJECT, number));
          assertThat(leaky.export(MadeRecord.observations()))
              .as(type)
              .isInstanceOf(BulkResult.Stopped.class);
        });
    var ofAnother = MadeRecord.withPeople().add("Encounter", "471108158", "'status':'finished'");
    ofAnother.add(
        "Observation", "o-1", "'status':'final',%s,'valueInteger':471108158".formatted(SUBJECT));
    assertThat(ofAnother.export(MadeRecord.observations())).isInstanceOf(BulkResult.Stopped.class);
    // The same record without the number leaves.
    var whole = MadeRecord.withPeople().add("Encounter", "471108158", "'status':'finished'");
    whole.add("Observation", "o-1", "'status':'final',%s,'valueInteger':4".formatted(SUBJECT));
    assertThat(whole.export(MadeRecord.observations())).isInstanceOf(BulkResult.Written.class);
  }

  @Test
  void a03TwoRecipientsShareNeitherTokenNorOrder() {
    for (var number = 0; number < 40; number++) {
      record.add(
          "Observation",
          "o-" + number,
          "'status':'final',%s,'valueInteger':%d".formatted(SUBJECT, number));
    }
    var elements =
        new String[] {
          "Observation.id", "Observation.valueInteger", "Observation.subject.reference"
        };
    record.export(MadeRecord.agreement("X26", elements));
    var x = record.lines("Observation");
    record.export(MadeRecord.agreement("Y27", elements));
    var y = record.lines("Observation");
    assertThat(values(x, "/id")).hasSize(40).doesNotContainAnyElementsOf(values(y, "/id"));
    assertThat(values(x, "/valueInteger"))
        .containsExactlyInAnyOrderElementsOf(values(y, "/valueInteger"))
        .isNotEqualTo(values(y, "/valueInteger"));
    record.export(MadeRecord.agreement("X26", elements));
    assertThat(record.lines("Observation")).isEqualTo(x);
  }

  @Test
  @Attack(
      value = 15,
      by = "malformed resources, in files and in what is told of them",
      off = "withholding: the resources themselves")
  void a15AMalformedResourceIsWithheldWholeAndNamedByItsTokenAlone() {
    record
        .add("Observation", "o-1", "'status':'quibbleton',%s,'valueInteger':1".formatted(SUBJECT))
        .add(
            "Observation",
            "o-2",
            "'status':'final',%s,'quibbleton':'Quibbleton'".formatted(SUBJECT))
        .add(
            "Observation",
            "o-3",
            "'status':'final',%s,'modifierExtension':[{'url':'https://quibbleton.example','valueBoolean':true}]"
                .formatted(SUBJECT))
        .raw("{'resourceType':'Observation','id':'o-4',%s,".formatted(SUBJECT))
        .add("Observation", "o-5", "'status':'final','status':'amended'," + SUBJECT)
        .add("Observation", "o-6", "'status':'final',%s,'valueInteger':6".formatted(SUBJECT));
    var result = (BulkResult.Written) record.export(MadeRecord.observations());
    assertThat(result.resources()).containsEntry("Observation", 1L);
    assertThat(result.withheld().values().stream().mapToLong(it -> it).sum()).isEqualTo(5);
    assertThat(record.told).hasSize(5);
    Defence.holds(
        "resources that say it",
        saying(
            Stream.concat(record.told.stream(), record.files.values().stream().map(String::new))),
        saying(record.ofType("Observation").map(ResourceText::json)));
    assertThat(record.told.get(0)).matches("Observation [a-z2-7]{26}: .*");
    assertThat(record.files.keySet()).noneMatch(it -> it.contains("part"));
    record.assertNothingOfAPerson();
  }

  private static long saying(Stream<String> texts) {
    return texts.filter(it -> it.toLowerCase(java.util.Locale.ROOT).contains("quibbleton")).count();
  }

  @Test
  void a27WhoOptedOutIsAbsentAlsoFromTheCounts() {
    record
        .add("Observation", "o-1", "'status':'final',%s,'valueInteger':1".formatted(SUBJECT))
        .add(
            "Observation",
            "o-2",
            "'status':'final','subject':{'reference':'Patient/p-opted-out'},'valueInteger':2")
        .add(
            "Observation",
            "o-3",
            "'status':'final','subject':{'reference':'Patient/p-no-number'},'valueInteger':3")
        .add(
            "Observation",
            "o-4",
            "'status':'final',%s,'performer':[{'reference':'Patient/p-opted-out'}],'valueInteger':4"
                .formatted(SUBJECT))
        .add(
            "Observation",
            "o-5",
            "'status':'quibbleton','subject':{'reference':'Patient/p-opted-out'}");
    var result = (BulkResult.Written) record.export(MadeRecord.observations());
    assertThat(values(record.lines("Observation"), "/valueInteger")).containsExactly("1");
    assertThat(result.resources()).containsEntry("Patient", 2L).containsEntry("Observation", 1L);
    assertThat(result.withheld()).isEmpty();
    assertThat(record.told).isEmpty();
  }

  @Test
  void aLeakStopsTheExport() {
    // An element of a closed type that holds a known identifier all the same.
    record
        .add(
            "Patient",
            "p-other",
            "'identifier':[{'system':'https://x.example','value':'4711081'},{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'%s'}]"
                .formatted(MadeRecord.ALSO_CLEAR))
        .add("Observation", "o-1", "'status':'final',%s,'valueInteger':4711081".formatted(SUBJECT));
    var result = record.export(MadeRecord.observations());
    assertThat(result)
        .isInstanceOfSatisfying(
            BulkResult.Stopped.class,
            it ->
                assertThat(it.hits().toString()).contains("IDENTIFIER").doesNotContain("4711081"));
  }

  @Test
  void aNameThatIsAWordOfTheProductStopsNothing() {
    record
        .add(
            "Patient",
            "p-example",
            "'name':[{'family':'Example','given':['Value']},{'family':'Final'},{'family':'Quantity'}],'identifier':[{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'%s'}]"
                .formatted(MadeRecord.CLEAR))
        .add(
            "Observation",
            "o-1",
            "'status':'final',%s,'valueQuantity':{'value':12}".formatted(SUBJECT));
    assertThat(record.export(MadeRecord.observations())).isInstanceOf(BulkResult.Written.class);
  }

  @Test
  @Attack(
      value = 20,
      by = "legally restricted codes, in bulk",
      off = "the list of restricted codes")
  void a20NoLegallyRestrictedCodeLeaves() {
    var identity = "https://parley.example/fhir/CodeSystem/nhs-gender-identity";
    var codes =
        Map.of(
            "F64.0",
            Systems.ICD_10,
            "N97.9",
            Systems.ICD_10,
            "A54.9",
            Systems.ICD_10,
            "1",
            identity,
            "Y",
            identity + "-same-at-birth");
    codes.forEach(
        (code, system) ->
            record.add(
                "Observation",
                "o-" + code,
                "'status':'final',%s,'code':{'coding':[{'system':'%s','code':'%s'}]}"
                    .formatted(SUBJECT, system, code)));
    record.export(MadeRecord.observations(), new EveryCode(false));
    var on = record.lines("Observation").stream().filter(it -> it.has("code")).count();
    record.export(MadeRecord.observations(), new EveryCode(true));
    var off = record.lines("Observation").stream().filter(it -> it.has("code")).count();
    Defence.holds("restricted codes", on, off);
    assertThat(off).isEqualTo(codes.size());
  }

  private JsonNode only(String type) {
    assertThat(record.lines(type)).as(type).hasSize(1);
    return record.lines(type).get(0);
  }

  private static List<String> values(List<JsonNode> lines, String pointer) {
    return lines.stream().map(it -> it.at(pointer).asText()).toList();
  }
}
