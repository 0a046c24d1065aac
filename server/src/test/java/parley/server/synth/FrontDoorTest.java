package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.server.view.RecordSelection;

/**
 * A small service by both front doors of a gateway; what it answers, and what it submits, is the
 * truth.
 */
class FrontDoorTest {

  /** Far from the people of other tests. */
  private static final int FIRST = 300_000;

  private static final int REFERRALS = 8;

  /** The others come by FHIR alone, which is whole by itself; messages take their time. */
  private static final int BY_BOTH_DOORS = 3;

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void theOutcomesOfTheGatewayAreTheTruth() {
    var order = MadeOrders.longAgo(FIRST + REFERRALS, 0.2);
    var maker = new ReferralMaker(order, MadeOrders.CALIBRATION, MadeOrders.SCALES);
    var referrals = IntStream.range(FIRST, FIRST + REFERRALS).mapToObj(maker::referral).toList();
    for (var number = 1; number <= order.services(); number++) {
      post(ServiceRecords.of(new MadeService(number)));
    }
    for (var referral : referrals) {
      if (referral.n() < FIRST + BY_BOTH_DOORS) {
        send(referral);
      }
      new ReferralRecords(referral, MadeOrders.SCALES).stages().forEach(this::post);
    }
    var truths = referrals.stream().map(Truth::of).toList();
    truths.forEach(this::agree);
    assertThat(truths).as("a finished course").anyMatch(it -> it.referral().isFinished());
    for (var number = 1; number <= order.services(); number++) {
      var service = new MadeService(number);
      submitted(
          service.code(),
          order,
          truths.stream().filter(it -> it.referral().service().equals(service)).toList());
    }
  }

  /** The national file of the whole time, made of what entered, and its measures. */
  private void submitted(String provider, SynthOrder order, List<Truth> truths) {
    assertThat(truths).as("referrals of " + provider).isNotEmpty();
    var built =
        BuiltMonth.of(
            gateway.bean(DataSource.class),
            RecordSelection.of(order.from(), order.asOf()),
            provider,
            order.from(),
            order.asOf());
    assertThat(built.rows("IDS101").stream().map(row -> row.substring(1, row.indexOf(','))))
        .containsExactlyInAnyOrderElementsOf(
            truths.stream().map(it -> it.referral().number()).toList());
    assertThat(built.rows("IDS201"))
        .hasSize((int) truths.stream().mapToLong(Truth::contacts).sum());
    assertThat(built.count("M001")).as("received").isEqualTo(truths.size());
    assertThat(built.count("M086") + built.count("M087"))
        .as("attended")
        .isEqualTo(truths.stream().mapToLong(Truth::attended).sum());
    assertThat(built.count("M084") + built.count("M088"))
        .as("missed")
        .isEqualTo(truths.stream().mapToLong(Truth::missed).sum());
    var finished = truths.stream().filter(it -> it.referral().isFinished()).toList();
    assertThat(built.count("M076")).isEqualTo(finished.size());
    assertThat(built.count("M089"))
        .as("treatments of finished courses")
        .isEqualTo(finished.stream().mapToLong(it -> it.treatments().size()).sum());
    assertThat(built.count("M191")).isEqualTo(count(finished, Truth::recovery, "recovered"));
    assertThat(built.count("M193"))
        .isEqualTo(count(finished, Truth::reliableRecovery, "recovered"));
    assertThat(built.count("M185")).isEqualTo(count(finished, Truth::change, "improvement"));
  }

  private static long count(
      List<Truth> truths, Function<Truth, Optional<String>> answer, String wanted) {
    return truths.stream()
        .filter(it -> answer.apply(it).filter(wanted::equals).isPresent())
        .count();
  }

  private void send(MadeReferral referral) {
    for (var message : ReferralMessages.of(referral, MadeOrders.SCALES)) {
      assertThat(http.hl7(message.bytes()))
          .as(referral.number())
          .contains(message.planted() ? "MSA|AE" : "MSA|AA");
    }
  }

  private void post(List<Resource> resources) {
    var bundle = BundleFiles.transaction(resources);
    var answer =
        http.postJson("/fhir", gateway.fhir().newJsonParser().encodeResourceToString(bundle));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void agree(Truth truth) {
    var referral = truth.referral();
    var about = String.join(",", truth.row());
    var course = "/fhir/EpisodeOfCare/" + new MadeIds(referral).course() + "/$outcome";
    var answer = http.get(course);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var facts =
        gateway
            .fhir()
            .newJsonParser()
            .parseResource(Parameters.class, answer.body())
            .getParameter();
    assertThat(value(facts, "finished")).as(about).contains(String.valueOf(referral.isFinished()));
    assertThat(value(facts, "treatments"))
        .as(about)
        .contains(String.valueOf(truth.treatments().size()));
    assertThat(value(facts, "recovery", "value")).as(about).isEqualTo(truth.recovery());
    assertThat(value(facts, "reliable-change", "value")).as(about).isEqualTo(truth.change());
    assertThat(value(facts, "reliable-recovery", "value"))
        .as(about)
        .isEqualTo(truth.reliableRecovery());
    assertThat(value(facts, "caseness", "value").map("at-caseness"::equals))
        .as(about)
        .isEqualTo(truth.atCaseness());
  }

  private static Optional<String> value(
      List<ParametersParameterComponent> parts, String name, String... path) {
    var found = parts.stream().filter(it -> it.getName().equals(name)).findFirst();
    return path.length == 0
        ? found.map(it -> it.getValue().primitiveValue())
        : found.flatMap(it -> value(it.getPart(), path[0]));
  }
}
