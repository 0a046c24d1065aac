package parley.bench;

import java.nio.file.Path;

/**
 * What a campaign does.
 *
 * @param mode what is tormented
 * @param command shell command that starts a gateway
 * @param work folder for data and logs; made if absent, not emptied
 * @param blows how often the gateway is killed or the database stopped
 * @param lanes how many senders send
 * @param seed decides when the blows fall
 * @param seconds how long two gateways are fed; for the other modes, the pause after the last blow
 * @param stopDatabase shell command that stops the database; empty when the campaign runs its own
 * @param startDatabase shell command that starts it again
 */
record CampaignSettings(
    Mode mode,
    String command,
    Path work,
    int blows,
    int lanes,
    long seed,
    int seconds,
    String stopDatabase,
    String startDatabase) {

  /** What is tormented. */
  enum Mode {
    /** The gateway is killed with SIGKILL and started again. */
    KILL,
    /** The database is stopped and started again. */
    DATABASE_RESTART,
    /** Two gateways on one database get the same messages at once. */
    TWO_GATEWAYS
  }

  boolean ownDatabase() {
    return stopDatabase.isEmpty();
  }
}
