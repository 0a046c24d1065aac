package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.server.Http;
import parley.server.RunningGateway;

/** A small service by both front doors of a gateway; what it answers is the truth. */
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
    referrals.forEach(it -> agree(Truth.of(it)));
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
