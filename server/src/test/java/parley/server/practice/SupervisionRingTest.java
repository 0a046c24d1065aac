package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.CBT;
import static parley.server.practice.Service.held;
import static parley.server.practice.Service.inTraining;
import static parley.server.practice.Service.random;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;

/** Trainees whose supervision goes round in a circle. */
class SupervisionRingTest {

  /** Each holds one qualification and is in training for another. */
  @Test
  void traineesWhoSuperviseEachOtherInARingDoNotCountHoweverManyTheyAre() {
    var service = new Service(RunningGateway.shared());
    var qualified = service.practitioner(held("11", "2020-09-01"));
    var a = service.practitioner(held("10", "2020-09-01"), inTraining("11"));
    var b = service.practitioner(held("10", "2020-09-01"), inTraining("11"));
    var c = service.practitioner(held("10", "2020-09-01"), inTraining("11"));
    var course = service.course(qualified);
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished");
    service.activity(random(), course, contact, CBT, a);
    service.role(random(), a, b + " 2026-01-01 ");
    service.role(random(), b, c + " 2026-01-01 ");
    assertThat(codes(service)).isEmpty();
    var last = random();
    service.role(last, c, a + " 2026-01-01 ");
    assertThat(codes(service)).containsExactly("supervisor-not-qualified");
    service.role(last, c, a + " 2026-01-01 ", qualified + " 2026-01-01 ");
    assertThat(codes(service)).as("the ring stays one").containsExactly("supervisor-not-qualified");
    service.role(last, c, qualified + " 2026-01-01 ");
    assertThat(codes(service)).isEmpty();
  }

  private static List<String> codes(Service service) {
    return service.worklist("/worklists/unqualified").stream()
        .map(entry -> entry.path("code").asText())
        .toList();
  }
}
