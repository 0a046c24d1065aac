package parley.server.optout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.server.settings.InvalidSettings;

/**
 * The settings under {@code parley.opt-outs}.
 *
 * @param oldest how old a list may be for a release; it is as old as its request
 * @param sender what requests are named after; empty for the MESH mailbox, or PARLEY
 * @param mailbox of the national service
 * @param workflow WorkflowId of requests and answers
 * @param every how often a request is sent by MESH; zero for never
 */
@ConfigurationProperties("parley.opt-outs")
public record OptOutSettings(
    @DefaultValue("7d") Duration oldest,
    @DefaultValue("") String sender,
    @DefaultValue("X26HC065") String mailbox,
    @DefaultValue("SPINE_NTT_UPHOLDING") String workflow,
    @DefaultValue("0s") Duration every) {

  /** UNVERIFIED: said of the operational policy guidance, whose chapter 8 could not be read. */
  private static final Duration LONGEST = Duration.ofDays(21);

  public OptOutSettings {
    if (oldest.isNegative() || oldest.isZero() || oldest.compareTo(LONGEST) > 0) {
      throw new InvalidSettings("parley.opt-outs.oldest is above zero and at most 21d");
    }
    if (every.isNegative() || every.compareTo(oldest) > 0) {
      throw new InvalidSettings(
          "parley.opt-outs.every is zero for never, or no longer than parley.opt-outs.oldest");
    }
    if (!sender.matches("[A-Za-z0-9]{0,40}")) {
      throw new InvalidSettings("parley.opt-outs.sender is of letters and digits");
    }
    if (mailbox.isBlank() || workflow.isBlank()) {
      throw new InvalidSettings("parley.opt-outs: mailbox and workflow are those of the service");
    }
  }
}
