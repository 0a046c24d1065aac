package parley.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.terminology.PackagedTerminology;

/** Two messages, one after the other: what the second is silent about stays as it was. */
class SilenceTest {

  private static final Sender SENDER = Sender.withDefaults("clinic");
  private static final String PERSON = "PID|1||9990000018^^^NHS^NH||TESTER^A^^^^^L\r";

  private final Mappings mappings = new Mappings(PackagedTerminology.packaged());
  private final Map<String, Resource> store = new LinkedHashMap<>();

  /** RF1 fields 1 to 5 and the trigger event of the later message; what the referral then is. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "a change silent about the status;   I13; ||||;       completed",
        "the referral sent again;            I12; ||||;       completed",
        "a null for what cannot be without;  I13; \"\"||||;   completed",
        "a change that says the status;      I13; A||||;      active",
        "a cancellation;                     I14; ||||;       revoked"
      })
  void theStatusIsOnlyChangedByWordOfIt(String rule, String event, String rf1, String status) {
    apply("REF^I12", referral("A|R|||"));
    only(ServiceRequest.class, request -> request.setStatus(ServiceRequestStatus.COMPLETED));
    apply("REF^" + event, referral(rf1));

    assertThat(one(ServiceRequest.class).getStatus().toCode()).as(rule).isEqualTo(status);
  }

  @Test
  void aNewReferralThatDoesNotSayIsInForce() {
    apply("REF^I13", referral("||||"));

    assertThat(one(ServiceRequest.class).getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);
    assertThat(one(ServiceRequest.class).getCategory()).hasSize(1);
    assertThat(one(ServiceRequest.class).hasIntent()).isTrue();
  }

  /** RF1-5 first and later; how many categories there are then, and the code of the second. */
  @ParameterizedTest
  @CsvSource({"'',2,C1", "\"\",1,", "C2^Other^L,2,C2"})
  void theCategoryIsOnlyChangedByWordOfIt(String later, int categories, String code) {
    apply("REF^I12", referral("A|R|||C1^First^L"));
    apply("REF^I13", referral("A|R|||" + later));

    var found = one(ServiceRequest.class).getCategory();
    assertThat(found).hasSize(categories);
    assertThat(found.get(0).getCodingFirstRep().getCode()).isEqualTo("3457005");
    if (code != null) {
      assertThat(found.get(1).getCodingFirstRep().getCode()).isEqualTo(code);
    }
  }

  /** What a later message says of a person in PID and PD1, and what the record then holds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "PID-9 alone;   PID|1||9990000018^^^NHS||||||AKA^B;        TESTER AKA; 2026-10-01; 2",
        "PID-5 alone;   PID|1||9990000018^^^NHS||NEWER^A^^^^^L;     NEWER NICK; 2026-10-01; 2",
        "PID-9 null;    PID|1||9990000018^^^NHS||||||\"\";          TESTER;     2026-10-01; 2",
        "PID-30 alone;  PID|1||9990000018^^^NHS|{27}Y;             TESTER NICK; 2026-10-01; 2",
        "PID-29 null;   PID|1||9990000018^^^NHS|{26}\"\"|Y;        TESTER NICK; true; 2",
        "PID-30 no;     PID|1||9990000018^^^NHS|{27}N;             TESTER NICK; false; 2",
        "PD1-3 alone;   PD1|||B^^Y06601;                           TESTER NICK; 2026-10-01; 2",
        "PD1-4 alone;   PD1||||G3000002^OTHER^C;                   TESTER NICK; 2026-10-01; 2",
        "PD1-4 null;    PD1|||B^^Y06601|\"\";                      TESTER NICK; 2026-10-01; 1",
        "PD1-3 null;    PD1|||\"\";                                TESTER NICK; 2026-10-01; 1"
      })
  void ofAPersonOnlyWhatIsSaidChanges(
      String rule, String later, String names, String died, int practitioners) {
    var known =
        "PID|1||9990000018^^^NHS||TESTER^A^^^^^L||||NICK^A" + "|".repeat(20) + "20261001|Y\r";
    apply("ADT^A28", known + "PD1|||A^^A81001|G3000001^HOUSE^G\r");
    var bars = later.contains("{27}") ? 27 : 26;
    var text = later.replaceFirst("\\|\\{2[67]}", "|".repeat(bars));
    apply("ADT^A31", text.startsWith("PID") ? text : "PID|1||9990000018^^^NHS\r" + text);

    var patient = one(org.hl7.fhir.r4.model.Patient.class);
    assertThat(patient.getName())
        .as(rule)
        .extracting(name -> name.getFamily())
        .containsExactly(names.split(" "));
    assertThat(patient.getDeceased().primitiveValue()).startsWith(died);
    assertThat(patient.getGeneralPractitioner()).hasSize(practitioners);
  }

  @Test
  void aChangeWithoutDiagnosesKeepsWhatSupportsTheReferral() {
    var diabetes = "DG1|1||73211009^Diabetes mellitus^SCT\r";
    apply("REF^I12", referral("A||||") + diabetes + observation("Low", "F"));
    var before = one(ServiceRequest.class).getSupportingInfo().size();
    apply("REF^I13", referral("A||||") + observation("High", "C"));

    assertThat(before).isEqualTo(2);
    assertThat(one(ServiceRequest.class).getSupportingInfo()).hasSize(2);
  }

  /** First event, PV1-2 and dates of the later update; what the visit then is. */
  @ParameterizedTest
  @CsvSource({
    "A04,'','','',arrived,AMB",
    "A04,I,20261101,'',arrived,IMP",
    "A05,O,20261101,'',planned,AMB",
    "A01,O,20261201,'',in-progress,AMB",
    "A01,O,20261101,20261102,finished,AMB"
  })
  void anUpdateOfAVisitSaysItsStatusOnlyWhenItEndsIt(
      String first, String type, String from, String to, String status, String visitClass) {
    apply("ADT^" + first, PERSON + visit("O", "20261101", ""));
    apply("ADT^A08", PERSON + visit(type, from, to));

    var visit = one(org.hl7.fhir.r4.model.Encounter.class);
    assertThat(visit.getStatus().toCode()).isEqualTo(status);
    assertThat(visit.getClass_().getCode()).isEqualTo(visitClass);
  }

  @Test
  void whatWasResolvedIsNotMadeActiveByBeingNamedAgain() {
    var text = PERSON + "AL1|1||^Penicillin\rDG1|1||X1^Problem^L\r";
    apply("ADT^A28", text);
    only(AllergyIntolerance.class, one -> one.setClinicalStatus(status("inactive")));
    only(Condition.class, one -> one.setClinicalStatus(status("resolved")));
    apply("ADT^A31", text);

    assertThat(one(AllergyIntolerance.class).getClinicalStatus().getCodingFirstRep().getCode())
        .isEqualTo("inactive");
    assertThat(one(Condition.class).getClinicalStatus().getCodingFirstRep().getCode())
        .isEqualTo("resolved");
  }

  /** OBX-5 and OBX-11 first and later; value, absence and status then. */
  @ParameterizedTest
  @CsvSource({
    "Low,F,'','',Low,false,final",
    "Low,F,\"\",C,,true,corrected",
    "'',P,Low,F,Low,false,final",
    "'','','','',,true,unknown"
  })
  void anObservationHoldsAValueOrTheWordThatThereIsNone(
      String value1,
      String status1,
      String value2,
      String status2,
      String value,
      boolean absent,
      String status) {
    apply("REF^I12", referral("A||||") + observation(value1, status1));
    apply("REF^I13", referral("A||||") + observation(value2, status2));

    var found = one(org.hl7.fhir.r4.model.Observation.class);
    assertThat(found.hasValue() ? found.getValue().primitiveValue() : null).isEqualTo(value);
    assertThat(found.hasDataAbsentReason()).isEqualTo(absent);
    assertThat(found.getStatus().toCode()).isEqualTo(status);
  }

  private static String referral(String oneToFive) {
    return "RF1|" + oneToFive + "|R1^RXX\r" + PERSON;
  }

  private static String visit(String type, String from, String to) {
    return "PV1|1|" + type + "|".repeat(17) + "V1^^^RXX" + "|".repeat(25) + from + '|' + to + '\r';
  }

  private static String observation(String value, String status) {
    return "OBX|1|ST|MOOD^Mood^L||" + value + "||||||" + status + "\r";
  }

  private static CodeableConcept status(String code) {
    return new CodeableConcept(new Coding("urn:status", code, null));
  }

  private <T extends Resource> T one(Class<T> type) {
    var found = store.values().stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private <T extends Resource> void only(Class<T> type, Consumer<T> change) {
    change.accept(one(type));
  }

  /** As the store does it: what is absent is created whole, what is held is merged. */
  private void apply(String type, String segments) {
    var text = "MSH|^~\\&|A|B|C|D|20261102||" + type + "|1|P|2.4\r" + segments;
    var inbound =
        new InboundMessage(
            "1",
            Instant.parse("2026-11-02T09:00:00Z"),
            SENDER,
            text.getBytes(StandardCharsets.UTF_8));
    var result = mappings.map(inbound);
    assertThat(result).isInstanceOf(MappingResult.Mapped.class);
    for (var entry : ((MappingResult.Mapped) result).bundle().entries()) {
      var write = (Write) entry;
      var key = write.resource().fhirType() + '/' + write.resource().getIdPart();
      var held = store.get(key);
      if (held == null) {
        store.put(key, stored(write.resource()));
      } else if (write.when() instanceof When.Always || isOpen(write.when(), held)) {
        store.put(key, stored(RecordMerge.merge(write, held).resource()));
      }
    }
  }

  private static boolean isOpen(When when, Resource held) {
    return when instanceof When.StatusIn in
        && in.statuses()
            .contains(held.getNamedProperty("status").getValues().get(0).primitiveValue());
  }

  /** Through JSON, as it would come back from the store. */
  private static Resource stored(Resource resource) {
    var json = FhirContext.forR4Cached().newJsonParser();
    return (Resource) json.parseResource(json.encodeResourceToString(resource));
  }
}
