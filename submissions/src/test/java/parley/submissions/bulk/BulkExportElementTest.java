package parley.submissions.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks 8 to 13 on a pseudonymised export of made resources. */
class BulkExportElementTest {

  private static final String SUBJECT =
      "'subject':{'reference':'Patient/p-clear','display':'Quibbleton'}";

  private final MadeRecord record = MadeRecord.withPeople();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/fhir/Patient/p-clear",
        "urn:uuid:5e1f7c0a-7a3b-4f7e-9e0e-000000000042",
        "Patient?identifier=9990000018"
      })
  void a08AReferenceThatCannotBeFollowedWithholdsTheResource(String reference) {
    record.add(
        "Observation",
        "o-1",
        "'status':'final','subject':{'reference':'%s'},'performer':[{'reference':'Patient/p-clear'}],'valueInteger':12"
            .formatted(reference));
    var result = (BulkResult.Written) record.export(MadeRecord.observations());
    assertThat(record.lines("Observation")).isEmpty();
    assertThat(result.withheld()).containsEntry(BulkExport.UNKNOWN, 1L);
    record.assertNothingOfAPerson();
  }

  @Test
  void a08VersionedReferencesAndThoseToWhatStaysAreTokensOrNothing() {
    record
        .add("Encounter", "e-1", "'status':'finished','class':{'code':'AMB'}," + SUBJECT)
        .add(
            "Encounter",
            "e-2",
            "'status':'finished','class':{'code':'AMB'},'subject':{'reference':'Patient/p-opted-out'}")
        .add(
            "Observation",
            "o-1",
            "'status':'final','subject':{'reference':'Patient/p-clear/_history/7'},'encounter':{'reference':'Encounter/e-1'},'valueInteger':1")
        .add(
            "Observation",
            "o-2",
            "'status':'final',%s,'encounter':{'reference':'Encounter/e-2'},'valueInteger':2"
                .formatted(SUBJECT));
    record.export(
        MadeRecord.agreement(
            "X26",
            "Encounter.id",
            "Observation.valueInteger",
            "Observation.subject.reference",
            "Observation.encounter.reference"));
    var one = observation(1);
    assertThat(one.at("/subject/reference").asText()).matches("Patient/[a-z2-7]{26}");
    assertThat(one.at("/encounter/reference").asText())
        .isEqualTo("Encounter/" + only("Encounter").path("id").asText());
    // That there is a contact of somebody who opted out is not told either.
    assertThat(observation(2).has("encounter")).isFalse();
  }

  @Test
  void a09To13NothingTypedOrNamedLeavesWhateverElementItIsIn() {
    record
        .add(
            "QuestionnaireResponse",
            "qr-1",
            """
            'questionnaire':'https://parley.example/fhir/Questionnaire/phq-9|1.0.0','status':'completed',%s,
            'author':{'display':'Quibbleton'},'source':{'reference':'Patient/p-clear','display':'Quibbleton'},
            'item':[{'linkId':'q1','text':'Quibbleton','answer':[
               {'valueCoding':{'system':'https://quibbleton.example','code':'Quibbleton','display':'Quibbleton'}},
               {'valueString':'my neighbour Zebedee Quibbleton'},
               {'valueAttachment':{'title':'Quibbleton','data':'UXVpYmJsZXRvbg=='}},
               {'valueUri':'https://quibbleton.example'},{'valueInteger':2}]},
               {'linkId':'Quibbleton','answer':[{'valueString':'Quibbleton'}]}]"""
                .formatted(SUBJECT))
        .add(
            "Task",
            "t-1",
            "'status':'requested','intent':'order','for':{'reference':'Patient/p-clear'},'description':'Quibbleton','note':[{'text':'Quibbleton'}],'input':[{'type':{'text':'Quibbleton'},'valueString':'Quibbleton'}]")
        .add(
            "Communication",
            "c-1",
            "'status':'completed',%s,'payload':[{'contentString':'Quibbleton'},{'contentAttachment':{'url':'https://quibbleton.example'}}]"
                .formatted(SUBJECT))
        .add(
            "DocumentReference",
            "d-1",
            "'status':'current',%s,'description':'Quibbleton','content':[{'attachment':{'contentType':'text/plain','data':'UXVpYmJsZXRvbg==','url':'Binary/quibbleton','title':'Quibbleton','hash':'UXVpYmJsZXRvbg==','creation':'1987-03-09'}}]"
                .formatted(SUBJECT))
        .add(
            "CarePlan",
            "cp-1",
            "'status':'active','intent':'plan',%s,'title':'Quibbleton','description':'Quibbleton','note':[{'text':'Quibbleton'}],'text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>Quibbleton</div>'}"
                .formatted(SUBJECT)
                .replace("\\'", "\\\""))
        .add(
            "ServiceRequest",
            "s-1",
            "'status':'active','intent':'order',%s,'patientInstruction':'Quibbleton','_status':{'extension':[{'url':'https://quibbleton.example','valueString':'Quibbleton'}]},'language':'en-QUIBBLETON','implicitRulesNot':1"
                .formatted(SUBJECT)
                .replace(",'implicitRulesNot':1", ""));
    var result =
        record.export(
            MadeRecord.agreement(
                "X26",
                "QuestionnaireResponse.id",
                "QuestionnaireResponse.questionnaire",
                "QuestionnaireResponse.status",
                "QuestionnaireResponse.source.reference",
                "QuestionnaireResponse.item.linkId",
                "QuestionnaireResponse.item.answer.valueInteger",
                "QuestionnaireResponse.item.answer.valueCoding",
                "Task.status",
                "Communication.status",
                "DocumentReference.status",
                "CarePlan.status",
                "ServiceRequest.status"));
    assertThat(result).isInstanceOf(BulkResult.Written.class);
    for (var type :
        List.of("Task", "Communication", "DocumentReference", "CarePlan", "ServiceRequest")) {
      assertThat(only(type).path("status").asText()).as(type).isNotEmpty();
    }
    assertThat(only("QuestionnaireResponse").path("item").toString())
        .isEqualTo("[{\"linkId\":\"q1\",\"answer\":[{\"valueInteger\":2}]}]");
    record.assertNothingOfAPerson();
  }

  @Test
  void a12WhatPointsAtResourcesOfOthersIsWithheldOrAbsent() {
    record
        .add(
            "Provenance",
            "pr-1",
            "'target':[{'reference':'Observation/o-1'}],'recorded':'2026-10-12T09:30:00Z','agent':[{'who':{'reference':'Practitioner/x'}}]")
        .add("Binary", "b-1", "'contentType':'text/plain','data':'UXVpYmJsZXRvbg=='")
        .add(
            "AuditEvent",
            "a-1",
            "'type':{'code':'rest'},'recorded':'2026-10-12T09:30:00Z','agent':[{'requestor':true,'name':'Quibbleton'}],'source':{'observer':{'display':'Quibbleton'}},'entity':[{'what':{'reference':'Observation/o-1'},'name':'Quibbleton','query':'UXVpYmJsZXRvbg=='}]")
        .add(
            "MeasureReport",
            "m-1",
            "'status':'complete','type':'summary','measure':'https://quibbleton.example/Measure/1','period':{'start':'2026-10-01','end':'2026-10-31'},'evaluatedResource':[{'reference':'Observation/o-1'}]")
        .add(
            "Group",
            "g-1",
            "'type':'person','actual':true,'name':'Quibbleton','quantity':2,'member':[{'entity':{'reference':'Patient/p-clear'}},{'entity':{'reference':'Patient/p-opted-out'}}]")
        .add(
            "List",
            "l-1",
            "'status':'current','mode':'working','title':'Quibbleton',%s,'entry':[{'item':{'reference':'Observation/o-1','display':'Quibbleton'}}]"
                .formatted(SUBJECT));
    var result =
        (BulkResult.Written)
            record.export(
                MadeRecord.agreement(
                    "X26",
                    "Provenance.target.reference",
                    "Binary.id",
                    "AuditEvent.outcome",
                    "MeasureReport.evaluatedResource.reference",
                    "MeasureReport.status",
                    "Group.actual",
                    "Group.member.entity.reference",
                    "List.status"));
    assertThat(result.withheld()).containsEntry(BulkExport.NOBODY, 4L).hasSize(1);
    assertThat(result.resources()).containsOnlyKeys("List").containsEntry("List", 1L);
    record.assertNothingOfAPerson();
  }

  private JsonNode only(String type) {
    assertThat(record.lines(type)).as(type).hasSize(1);
    return record.lines(type).get(0);
  }

  private JsonNode observation(int value) {
    return record.lines("Observation").stream()
        .filter(it -> it.path("valueInteger").asInt() == value)
        .findFirst()
        .orElseThrow();
  }
}
