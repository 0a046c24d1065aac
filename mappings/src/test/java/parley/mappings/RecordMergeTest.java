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
       "name":[{"family":"OLD"}],
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
        "an element said replaces | `\"name\":[{\"family\":\"NEW\"}]` |"
            + " `\"name\":[{\"family\":\"NEW\"}]` | OLD",
        "a choice replaces a choice of another type | `\"deceasedDateTime\":\"2026-01-01\"` |"
            + " `\"deceasedDateTime\":\"2026-01-01\"` | deceasedBoolean",
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
    "extension:urn:a,urn:a"
  })
  void whatIsClearedGoes(String cleared, String gone) {
    var merged = merge("{\"resourceType\":\"Patient\",\"id\":\"p1\"}", Set.of(cleared));

    assertThat(merged.changed()).isTrue();
    assertThat(JSON.encodeResourceToString(merged.resource()))
        .doesNotContain(gone)
        .contains("OLD", "urn:b", "9990000018");
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
