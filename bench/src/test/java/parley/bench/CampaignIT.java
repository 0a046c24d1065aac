package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import parley.bench.CampaignSettings.Mode;

/** The campaigns against the real gateway: nothing acknowledged is lost, nothing is doubled. */
@EnabledIfSystemProperty(
    named = "parley.campaign",
    matches = "true",
    disabledReason =
        "takes minutes; mvn -B verify -Pcampaign runs it, in the ordinary build ServeProcessIT kills"
            + " once under load")
class CampaignIT {

  @TempDir Path work;

  @Test
  void killed() throws Exception {
    assertClean(Mode.KILL, 20);
  }

  @Test
  void databaseStoppedAndStarted() throws Exception {
    assertClean(Mode.DATABASE_RESTART, 5);
  }

  @Test
  void twoGatewaysFedTheSame() throws Exception {
    assertClean(Mode.TWO_GATEWAYS, 1);
  }

  private void assertClean(Mode mode, int blows) throws Exception {
    var settings = new CampaignSettings(mode, Gateways.command(), work, blows, 4, 1, 10, "", "");
    var verdict = new Campaign(settings, "IT", System.out).run();
    assertThat(verdict.clean()).as(verdict.toString()).isTrue();
    assertThat(verdict.acknowledged()).isPositive().isEqualTo(verdict.sent());
  }
}
