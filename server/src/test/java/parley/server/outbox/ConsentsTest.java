package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which consent counts, and that it does from its first to its last English day. */
class ConsentsTest {

  @Test
  void anUnknownEndIsNone() {
    var period = new Period();
    for (var end : List.of(period.getStartElement(), period.getEndElement())) {
      end.addExtension(
          "http://hl7.org/fhir/StructureDefinition/data-absent-reason", new CodeType("unknown"));
    }
    assertThat(period.hasStart() && period.hasEnd()).as("HAPI counts the extension").isTrue();
    assertThat(Consents.inForce(period, Instant.parse("2026-07-01T10:00:00Z"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // In July England is an hour before UTC: 23:30Z is the next day.
    "2026-07-01, , 2026-06-30T22:59:59Z, false",
    "2026-07-01, , 2026-06-30T23:00:00Z, true",
    ", 2026-07-01, 2026-07-01T22:59:59Z, true",
    ", 2026-07-01, 2026-07-01T23:00:00Z, false",
    ", 2026-07, 2026-07-31T22:00:00Z, true",
    ", 2026-07, 2026-08-01T00:00:00Z, false",
    ", 2026, 2026-12-31T23:59:59Z, true",
    ", 2026, 2027-01-01T00:00:00Z, false",
    "2026, , 2025-12-31T23:59:59Z, false",
    ", 2026-07-01T10:00:00Z, 2026-07-01T10:00:00Z, true",
    ", 2026-07-01T10:00:00Z, 2026-07-01T10:00:01Z, false",
    "2026-07-01T10:00:00+01:00, , 2026-07-01T08:59:59Z, false",
    ", , 2026-07-01T10:00:00Z, true"
  })
  void countsWithinItsPeriod(String start, String end, Instant now, boolean counts) {
    var period = new Period();
    if (start != null) {
      period.setStartElement(new DateTimeType(start));
    }
    if (end != null) {
      period.setEndElement(new DateTimeType(end));
    }
    assertThat(Consents.inForce(period, now)).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({
    // When the permission was given, when the refusal, and which counts. Empty: not said.
    "2026-07-01T10:00:00Z, 2026-07-01T10:00:01Z, refusal",
    "2026-07-01T10:00:01Z, 2026-07-01T10:00:00Z, permission",
    "2026-07-01T10:00:00Z, 2026-07-01T10:00:00Z, refusal",
    "2026-07-01, 2026-07-01, refusal",
    "2026-07-01T18:00:00Z, 2026-07-01, refusal",
    "2026-07-01, 2026-07-01T10:00:00Z, refusal",
    "2026-07-02, 2026-07-01, permission",
    // The refusal was written on 3 July, the permission on 4 July.
    "2026-07-02T10:00:00Z, , refusal",
    "2026-07-03T10:00:00Z, , permission",
    ", 2026-07-04T09:00:00Z, permission",
    ", 2026-07-04T11:00:00Z, refusal",
    ", , permission"
  })
  void theLatestCountsAndOfTwoAtOnceTheRefusal(String permitted, String refused, String counts) {
    var permission = consent("permission", permitted, ConsentProvisionType.PERMIT);
    var refusal = consent("refusal", refused, ConsentProvisionType.DENY);
    var written =
        Map.of(
            "refusal",
            Instant.parse("2026-07-03T09:00:00Z"),
            "permission",
            Instant.parse("2026-07-04T10:00:00Z"));
    for (var both : List.of(List.of(permission, refusal), List.of(refusal, permission))) {
      assertThat(Consents.latest(both, written))
          .map(it -> it.getIdElement().getIdPart())
          .contains(counts);
    }
  }

  /** Withdrawn without the provision being turned round. */
  @Test
  void aConsentThatIsNoLongerActiveRefuses() {
    var permission = consent("permission", "2026-07-01", ConsentProvisionType.PERMIT);
    var withdrawn = consent("withdrawn", "2026-07-01", ConsentProvisionType.PERMIT);
    withdrawn.setStatus(ConsentState.INACTIVE);
    assertThat(Consents.latest(List.of(permission, withdrawn), Map.of())).contains(withdrawn);
  }

  private static Consent consent(String id, String at, ConsentProvisionType type) {
    var consent = new Consent();
    consent.setId("Consent/" + id);
    consent.setStatus(ConsentState.ACTIVE);
    if (at != null) {
      consent.setDateTimeElement(new DateTimeType(at));
    }
    consent.getProvision().setType(type);
    return consent;
  }
}
