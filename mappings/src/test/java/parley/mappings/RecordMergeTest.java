package parley.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;

class RecordMergeTest {

  private static final IParser JSON = FhirContext.forR4Cached().newJsonParser();

  private static final String STORED =
      """
      {"resourceType":"Patient","id":"p1","meta":{"versionId":"3"},"active":true,
       "extension":[{"url":"urn:a","valueString":"1"},{"url":"urn:b","valueString":"2"}],
       "identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018",
         "extension":[{"url":"urn:status","valueString":"01"}]},
        {"system":"urn:local","value":"1"}],
       "name":[{"use":"official","family":"OLD"},{"use":"maiden","family":"BORN"}],
       "generalPractitioner":[{"reference":"Organization/o1"},{"reference":"PractitionerRole/r1"}],
       "telecom":[{"system":"phone","use":"home","value":"1"},
        {"system":"phone","use":"work","value":"2"}],
       "gender":"female","birthDate":"1980-01-01","deceasedBoolean":true,
       "address":[{"city":"Leeds"}],"contact":[{"name":{"family":"KIN"}}]}
      """;

  /** What a write says, and what the record is then, by FHIR element. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "an element said replaces | `\"birthDate\":\"1980-01-02\"` |"
            + " `\"birthDate\":\"1980-01-02\"` | 1980-01-01",
        "a name without use is the official one | `\"name\":[{\"family\":\"NEW\"}]` |"
            + " `\"name\":[{\"family\":\"NEW\"},{\"use\":\"maiden\",\"family\":\"BORN\"}]` | OLD",
        "a name of a new use is added | `\"name\":[{\"use\":\"nickname\",\"family\":\"NIC\"}]` |"
            + " `\"family\":\"OLD\"},{\"use\":\"maiden\",\"family\":\"BORN\"},"
            + "{\"use\":\"nickname\",\"family\":\"NIC\"}]` | none",
        "a choice replaces a choice of another type | `\"deceasedDateTime\":\"2026-01-01\"` |"
            + " `\"deceasedDateTime\":\"2026-01-01\"` | deceasedBoolean",
        "a practice replaces a practice alone |"
            + " `\"generalPractitioner\":[{\"reference\":\"Organization/o2\"}]` |"
            + " `[{\"reference\":\"Organization/o2\"},{\"reference\":\"PractitionerRole/r1\"}]` | o1",
        "a practitioner replaces one in a role |"
            + " `\"generalPractitioner\":[{\"reference\":\"Practitioner/p2\"}]` |"
            + " `[{\"reference\":\"Organization/o1\"},{\"reference\":\"Practitioner/p2\"}]` | r1",
        "an extension replaces that of its url |"
            + " `\"extension\":[{\"url\":\"urn:a\",\"valueString\":\"9\"}]` |"
            + " `[{\"url\":\"urn:a\",\"valueString\":\"9\"},{\"url\":\"urn:b\",\"valueString\":\"2\"}]`"
            + " | `\"valueString\":\"1\"`",
        "a number replaces that of its system and use |"
            + " `\"telecom\":[{\"system\":\"phone\",\"use\":\"home\",\"value\":\"7\"}]` |"
            + " `[{\"system\":\"phone\",\"value\":\"7\",\"use\":\"home\"},"
            + "{\"system\":\"phone\",\"value\":\"2\",\"use\":\"work\"}]` | `\"value\":\"1\",\"use\"`",
        "a number of a new use is added |"
            + " `\"telecom\":[{\"system\":\"phone\",\"use\":\"mobile\",\"value\":\"7\"}]` |"
            + " `\"value\":\"7\",\"use\":\"mobile\"}]` | none",
        "identifiers are a union | `\"identifier\":[{\"system\":\"urn:local\",\"value\":\"2\"}]` |"
            + " `{\"system\":\"urn:local\",\"value\":\"1\"},{\"system\":\"urn:local\",\"value\":\"2\"}`"
            + " | none",
        "there is one NHS number, the latest |"
            + " `\"identifier\":[{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\","
            + "\"value\":\"9990000026\"}]` | 9990000026 | 9990000018"
      })
  void whatIsSaidReplaces(String rule, String said, String there, String gone) {
    var merged = merge("{\"resourceType\":\"Patient\",\"id\":\"p1\"," + said + "}", Set.of());

    assertThat(merged.changed()).as(rule).isTrue();
    assertThat(JSON.encodeResourceToString(merged.resource()))
        .contains(there)
        .doesNotContain(gone)
        .contains("\"gender\":\"female\"", "\"versionId\":\"3\"", "\"city\":\"Leeds\"");
  }

  @ParameterizedTest
  @CsvSource({
    "birthDate,birthDate",
    "gender,gender",
    "deceased,deceasedBoolean",
    "address,Leeds",
    "contact,KIN",
    "telecom:phone:home,home",
    "telecom,telecom",
    "extension:urn:a,urn:a",
    "name:maiden,BORN",
    "generalPractitioner,generalPractitioner",
    "generalPractitioner:Organization,o1",
    "generalPractitioner:Practitioner,r1"
  })
  void whatIsClearedGoes(String cleared, String gone) {
    var merged = merge("{\"resourceType\":\"Patient\",\"id\":\"p1\"}", Set.of(cleared));

    assertThat(merged.changed()).isTrue();
    assertThat(JSON.encodeResourceToString(merged.resource()))
        .doesNotContain(gone)
        .contains("OLD", "urn:b", "9990000018");
  }

  /** Another resource stored, what a write says, what is cleared, and what the record is then. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "that somebody died leaves the date | Patient | `\"deceasedDateTime\":\"2026-01-01\"` |"
            + " `\"deceasedBoolean\":true` | `` | `\"deceasedDateTime\":\"2026-01-01\"`",
        "that somebody lives does not | Patient | `\"deceasedDateTime\":\"2026-01-01\"` |"
            + " `\"deceasedBoolean\":false` | `` | `\"deceasedBoolean\":false`",
        "a date deleted goes | Patient | `\"deceasedDateTime\":\"2026-01-01\"` |"
            + " `\"deceasedBoolean\":true` | deceased | `\"deceasedBoolean\":true`",
        "categories are a union | ServiceRequest |"
            + " `\"category\":[{\"coding\":[{\"code\":\"a\"}]},{\"coding\":[{\"code\":\"b\"}]}]` |"
            + " `\"category\":[{\"coding\":[{\"code\":\"a\"}]}]` | `` |"
            + " `\"category\":[{\"coding\":[{\"code\":\"a\"}]},{\"coding\":[{\"code\":\"b\"}]}]`",
        "unless they are cleared | ServiceRequest |"
            + " `\"category\":[{\"coding\":[{\"code\":\"a\"}]},{\"coding\":[{\"code\":\"b\"}]}]` |"
            + " `\"category\":[{\"coding\":[{\"code\":\"a\"}]}]` | category |"
            + " `\"category\":[{\"coding\":[{\"code\":\"a\"}]}]`",
        "supporting information is a union | ServiceRequest |"
            + " `\"supportingInfo\":[{\"reference\":\"Condition/1\"},{\"reference\":\"Condition/2\"}]`"
            + " | `\"supportingInfo\":[{\"reference\":\"Observation/3\"},"
            + "{\"reference\":\"Condition/2\"}]` | `` | `\"supportingInfo\":["
            + "{\"reference\":\"Condition/1\"},{\"reference\":\"Condition/2\"},"
            + "{\"reference\":\"Observation/3\"}]`",
        "an end leaves the start | Encounter | `\"period\":{\"start\":\"2026-01-01\"}` |"
            + " `\"period\":{\"end\":\"2026-01-02\"}` | `` |"
            + " `\"period\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}`",
        "an end deleted leaves the start | Encounter |"
            + " `\"period\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}` |"
            + " `\"id\":\"x\"` | period:end | `\"period\":{\"start\":\"2026-01-01\"}`",
        "a category of plain codes replaces | AllergyIntolerance | `\"category\":[\"food\"]` |"
            + " `\"category\":[\"medication\"]` | `` | `\"category\":[\"medication\"]`",
        "an organisation has one name | Organization | `\"name\":\"Old\"` | `\"name\":\"New\"` |"
            + " `` | `\"name\":\"New\"`"
      })
  void partsThatAreNotSpokenOfStay(
      String rule, String type, String held, String said, String cleared, String there) {
    var start = "{\"resourceType\":\"" + type + "\",";
    var merged =
        RecordMerge.merge(
            new Write(
                (Resource) JSON.parseResource(start + said + '}'),
                Set.of(cleared),
                new When.Always()),
            (Resource) JSON.parseResource(start + held + '}'));

    assertThat(JSON.encodeResourceToString(merged.resource()))
        .as(rule)
        .isEqualTo(start + there + '}');
  }

  @Test
  void aDefaultIsForCreationOnly() {
    var write =
        (Patient)
            JSON.parseResource(
                "{\"resourceType\":\"Patient\",\"gender\":\"male\",\"deceasedBoolean\":false}");
    var merged = RecordMerge.merge(Write.always(write, Set.of("gender", "deceased")), stored());

    assertThat(merged.changed()).isFalse();
  }

  @Test
  void clearingAndSayingTogetherLeavesWhatIsSaid() {
    var merged =
        merge(
            "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"address\":[{\"city\":\"York\"}]}",
            Set.of("address"));

    assertThat(((Patient) merged.resource()).getAddress()).hasSize(1);
    assertThat(((Patient) merged.resource()).getAddressFirstRep().getCity()).isEqualTo("York");
  }

  @Test
  void silenceChangesNothing() {
    var merged = merge("{\"resourceType\":\"Patient\",\"id\":\"p1\"}", Set.of("maritalStatus"));

    assertThat(merged.changed()).isFalse();
    assertThat(merged.resource().equalsDeep(stored())).isTrue();
  }

  @Test
  void sayingTheSameAgainChangesNothing() {
    var write = (Patient) stored();
    write.setMeta(null);

    assertThat(RecordMerge.merge(Write.always(write), stored()).changed()).isFalse();
  }

  @Test
  void aNumberToldWithoutItsStatusKeepsIt() {
    var merged =
        merge(
            "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"identifier\":[{\"system\":"
                + "\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"9990000018\"}]}",
            Set.of());

    assertThat(merged.changed()).isFalse();
  }

  @Test
  void anElementThatHoldsOnlyAnExtensionReplacesToo() {
    var merged =
        merge(
            "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"_gender\":{\"extension\":[{\"url\":"
                + "\"urn:kept\",\"valueString\":\"Q\"}]}}",
            Set.of());

    assertThat(((Patient) merged.resource()).getGender()).isNull();
    assertThat(((Patient) merged.resource()).getGenderElement().getExtension()).hasSize(1);
    assertThat(JSON.encodeResourceToString(merged.resource()))
        .contains("\"_gender\"")
        .doesNotContain("\"gender\"");
    assertThat(RecordMerge.merge(Write.always(merged.resource()), merged.resource()).changed())
        .isFalse();
  }

  @Test
  void theArgumentsStayAsTheyWere() {
    var stored = stored();
    var write = (Patient) JSON.parseResource("{\"resourceType\":\"Patient\",\"gender\":\"male\"}");
    RecordMerge.merge(new Write(write, Set.of("contact"), new When.Always()), stored);

    assertThat(stored.equalsDeep(stored())).isTrue();
    assertThat(write.hasName()).isFalse();
  }

  @Test
  void idAndMetaAreTheStoredOnes() {
    var write = new Patient();
    write.setId("Patient/other");
    write.getMeta().addTag("urn:x", "y", null);
    var merged = RecordMerge.merge(Write.always(write), stored()).resource();

    assertThat(merged.getIdElement().getIdPart()).isEqualTo("p1");
    assertThat(merged.getMeta().getVersionId()).isEqualTo("3");
    assertThat(merged.getMeta().hasTag()).isFalse();
  }

  @Test
  void resourcesOfTwoTypesCannotBeMerged() {
    var write = Write.always(new ServiceRequest());
    var stored = stored();

    assertThatThrownBy(() -> RecordMerge.merge(write, stored))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RecordMerge.Merged merge(String said, Set<String> cleared) {
    var resource = (Resource) JSON.parseResource(said);
    return RecordMerge.merge(new Write(resource, cleared, new When.Always()), stored());
  }

  private static Resource stored() {
    return (Resource) JSON.parseResource(STORED);
  }
}
