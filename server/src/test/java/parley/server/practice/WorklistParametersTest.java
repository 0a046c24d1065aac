package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.CBT;
import static parley.server.practice.Service.random;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.RunningGateway;

/** What may be asked of a worklist. */
class WorklistParametersTest {

  private final Service service = new Service(RunningGateway.shared());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/unqualified?page=-1",
        "/unqualified?size=0",
        "/unqualified?size=501",
        "/unqualified?page=x",
        "/unqualified?kind=bad",
        "/unqualified?from=2026-13-01",
        "/unqualified?service=a/b",
        "/unqualified/counts?to=today",
        "/supervision?weeks=0",
        "/supervision?as-of=2026",
        "/supervision?as-of=-999999999-01-01",
        "/supervision?as-of=%2B999999999-12-31",
        "/unqualified?from=-0001-01-01",
        "/unqualified?to=%2B12026-01-01",
        "/unqualified/counts?from=-0001-01-01"
      })
  void aWrongQuestionIsRefused(String path) {
    assertThat(service.http.get("/worklists" + path).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/unqualified?servce=x",
        "/unqualified?kind=unknown&kind=not-qualified",
        "/unqualified/counts?service=Patient/1",
        "/unqualified/counts?page=0",
        "/supervision?asof=2026-11-02",
        "/supervision?weeks=4&weeks=5",
        "/waiting?service=Patient/1",
        "/waiting?service=",
        "/waiting?sort=days",
        "/waiting?size=10&size=20"
      })
  void aParameterThatIsNoneOrGivenTwiceIsRefusedAndNamed(String path) {
    var answer = service.http.get("/worklists" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    var parameters = path.substring(path.indexOf('?') + 1).split("[=&]");
    assertThat(answer.body()).contains("\"detail\":\"" + parameters[0]);
  }

  /** The first and last years there are: nothing is found, and nothing breaks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/supervision?weeks=104&as-of=0001-01-01",
        "/supervision?weeks=104&as-of=9999-12-31",
        "/unqualified?from=0001-01-01&to=9999-12-31",
        "/unqualified/counts?from=9999-12-31&to=0001-01-01",
        "/unqualified?page=2147483647&size=500"
      })
  void theOutermostQuestionsAreAnswered(String path) {
    var answer = service.http.get("/worklists" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void countsAreOfTheServiceAskedFor() {
    var course = service.course(service.practitioner());
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished");
    service.activity(random(), course, contact, CBT, service.practitioner());
    for (var name : List.of(service.id, "Organization/" + service.id)) {
      var counts = service.json("/worklists/unqualified/counts?service=" + name).path("services");
      assertThat(counts).hasSize(1);
      assertThat(counts.get(0).path("service").asText()).isEqualTo("Organization/" + service.id);
      assertThat(counts.get(0).path("notQualified").asLong()).isEqualTo(1);
    }
    assertThat(service.json("/worklists/unqualified/counts?service=" + random()).path("services"))
        .isEmpty();
  }
}
