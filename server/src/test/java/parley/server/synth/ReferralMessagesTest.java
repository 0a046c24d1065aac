package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;
import parley.server.synth.ReferralMessages.Sent;
import parley.terminology.PackagedTerminology;

/** Every message through the mappings: taken without a word unless something was planted. */
class ReferralMessagesTest {

  /** The settings that docs/synth.md gives for the sender. */
  private static final Sender SENDER =
      new Sender("synth-pas", List.of(), StandardCharsets.UTF_8, Map.of(), Map.of(), Map.of())
          .with(new Sender.Appointments(Map.of(), Optional.of("5"), false));

  private static final Map<PlantedError, String> WARNED =
      Map.of(
          PlantedError.INVALID_ETHNIC_CATEGORY, "PID-22",
          PlantedError.IMPOSSIBLE_BIRTH_DATE, "PID-7");

  private static final Set<String> BY_BOTH_DOORS =
      Set.of("Patient", "ServiceRequest", "EpisodeOfCare", "Encounter", "Observation");

  private final Mappings mappings = new Mappings(PackagedTerminology.packaged());

  @Test
  void everyMessageIsTakenUnlessItIsWrongOnPurpose() {
    var refused = 0;
    var warned = new HashSet<PlantedError>();
    for (var referral : MadeOrders.referrals(MadeOrders.year(300, 0.5))) {
      for (var message : ReferralMessages.of(referral, MadeOrders.SCALES)) {
        var result = mapped(message);
        if (message.planted()) {
          assertThat(result).isInstanceOf(MappingResult.Rejected.class);
          refused++;
          continue;
        }
        var about = "%s: %s".formatted(referral.number(), result);
        assertThat(result).as(about).isInstanceOf(MappingResult.Mapped.class);
        var place = referral.error().map(WARNED::get);
        var warnings = ((MappingResult.Mapped) result).warnings();
        assertThat(warnings.stream().map(Problem::location).distinct())
            .as(about)
            .isEqualTo(place.stream().toList());
        place.ifPresent(it -> warned.add(referral.error().orElseThrow()));
      }
    }
    assertThat(refused).isPositive();
    assertThat(warned).containsExactlyInAnyOrderElementsOf(WARNED.keySet());
  }

  @Test
  void whatComesByBothDoorsIsOne() {
    for (var referral : MadeOrders.referrals(MadeOrders.year(120, 0.3))) {
      var told = new HashSet<String>();
      new ReferralRecords(referral, MadeOrders.SCALES)
          .stages()
          .forEach(stage -> stage.forEach(it -> told.add(it.fhirType() + '/' + it.getIdPart())));
      for (var message : ReferralMessages.of(referral, MadeOrders.SCALES)) {
        if (mapped(message) instanceof MappingResult.Mapped result) {
          result.bundle().entries().stream()
              .filter(RecordBundle.Write.class::isInstance)
              .map(it -> ((RecordBundle.Write) it).resource())
              .filter(it -> BY_BOTH_DOORS.contains(it.fhirType()))
              // A contact that is still to come, or was only booked, has no Encounter yet.
              .forEach(it -> assertThat(told).contains(it.fhirType() + '/' + it.getIdPart()));
        }
      }
    }
  }

  @Test
  void lateAndResentMessagesAreLateAndResent() {
    var late = 0;
    var resent = 0;
    for (var referral : MadeOrders.referrals(MadeOrders.year(300, 0.5))) {
      var messages = ReferralMessages.of(referral, MadeOrders.SCALES);
      var texts =
          messages.stream().map(it -> new String(it.bytes(), StandardCharsets.UTF_8)).toList();
      if (referral.has(PlantedError.RESENT_MESSAGE)) {
        assertThat(new HashSet<>(texts)).hasSize(texts.size() - 1);
        resent++;
      } else {
        assertThat(texts).doesNotHaveDuplicates();
      }
      if (referral.has(PlantedError.LATE_MESSAGE)) {
        assertThat(texts.get(texts.size() - 1)).contains("ORU^R01");
        late++;
      }
    }
    assertThat(late).isPositive();
    assertThat(resent).isPositive();
  }

  private MappingResult mapped(Sent message) {
    return mappings.map(
        new InboundMessage("1", Instant.parse("2026-11-02T09:00:00Z"), SENDER, message.bytes()));
  }
}
