package parley.server.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.camelroutes.mesh.MeshStub;
import parley.camelroutes.mesh.StubMessage;
import parley.server.ConnectedGateway;

/** A practice refers by MESH, an EHR works by FHIR REST, the practice finds the answer in MESH. */
@Timeout(180)
class MeshAnswersTest {

  private final MeshGateway mesh = MeshGateway.shared();

  @Test
  void aReferralByMeshThatIsAcceptedIsAnsweredInTheMailboxOfItsSenderOnce() {
    var id = mesh.stub.deliver(MeshGateway.referral("ME-6", 706, "R-ME-6"));
    mesh.await(() -> mesh.state(id).equals("worked"));
    assertThat(mesh.stub.acknowledged(id)).isTrue();
    accept("R-ME-6");
    mesh.await(() -> !answers("R-ME-6").isEmpty());
    var answer = answers("R-ME-6").get(0);
    assertThat(answer.header("Mex-WorkflowID")).isEqualTo("TT_ANSWER");
    assertThat(answer.header("Mex-From")).isEqualTo(MeshStub.MAILBOX);
    assertThat(answer.bytes())
        .asString(StandardCharsets.UTF_8)
        .contains('|' + ConnectedGateway.MESH_SENDER + '|')
        .contains("|RRI^I12^RRI_I12|")
        .contains("MSA|AA|ME-6")
        .contains("RF1|A|||||R-ME-6^TESTGP");
    var row = "select state from outbox where subject = 'ServiceRequest/%s'";
    mesh.await(() -> mesh.text(row.formatted(request("R-ME-6"))).equals("sent"));
    // Told already: what follows is not decided once more.
    var course = course("R-ME-6");
    course.setStatus(EpisodeOfCareStatus.ACTIVE);
    put(course);
    assertThat(
            mesh.number(
                "select count(*) from outbox where subject = 'ServiceRequest/%s'"
                    .formatted(request("R-ME-6"))))
        .isEqualTo(1);
    assertThat(answers("R-ME-6")).hasSize(1);
  }

  private void accept(String identifier) {
    var course = course(identifier);
    course.setStatus(EpisodeOfCareStatus.WAITLIST);
    put(course);
  }

  private void put(EpisodeOfCare course) {
    var body = mesh.gateway.fhir().newJsonParser().encodeResourceToString(course);
    var answer = mesh.http.putJson("/fhir/EpisodeOfCare/" + course.getIdPart(), body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String request(String identifier) {
    return first("ServiceRequest?identifier=" + identifier).getIdElement().getIdPart();
  }

  private EpisodeOfCare course(String identifier) {
    return (EpisodeOfCare)
        first("EpisodeOfCare?incoming-referral=ServiceRequest/" + request(identifier));
  }

  private Resource first(String search) {
    return mesh.gateway
        .fhir()
        .newJsonParser()
        .parseResource(Bundle.class, mesh.http.get("/fhir/" + search).body())
        .getEntryFirstRep()
        .getResource();
  }

  private List<StubMessage> answers(String referral) {
    return mesh.stub.sentTo(MeshGateway.GP).stream()
        .filter(one -> new String(one.bytes(), StandardCharsets.UTF_8).contains(referral))
        .toList();
  }
}
