package parley.camelroutes;

import java.time.Duration;
import java.util.List;
import org.apache.camel.RoutesBuilder;

/**
 * Every route of the gateway, to be added to one Camel context in this order. The context's
 * shutdown strategy decides how long messages in work may take after a stop: set its time-out (30
 * s).
 *
 * @param builders the routes
 */
public record GatewayRoutes(List<RoutesBuilder> builders) {

  public GatewayRoutes {
    builders = List.copyOf(builders);
  }

  /**
   * Makes the routes.
   *
   * @param intake the spine
   * @param inlets ways in; names are unique
   */
  public static GatewayRoutes of(
      Intake intake, Acknowledgements acknowledgements, List<Inlet> inlets, Settings settings) {
    if (inlets.stream().map(Inlet::name).distinct().count() < inlets.size()) {
      throw new IllegalArgumentException("two inlets have the same name; give each its own");
    }
    var failures = new Failures(intake, settings.backoff());
    var gate = new Gate();
    var folders =
        inlets.stream()
            .filter(Inlet.Folder.class::isInstance)
            .map(Inlet.Folder.class::cast)
            .toList();
    var recovery =
        new RecoveryRoute.Settings(
            settings.recoveryPeriod(), settings.recoveryAge(), settings.recoveryLimit());
    return new GatewayRoutes(
        List.of(
            new IngestRoute(intake, failures),
            new InletRoutes(inlets, settings.mllp(), acknowledgements, failures, gate),
            new FolderRoutes(
                folders,
                FolderLimits.beside(settings.mllp()),
                intake,
                acknowledgements,
                failures,
                gate),
            new RecoveryRoute(intake, failures, recovery, gate)));
  }

  /**
   * What can be set about the routes.
   *
   * @param mllp limits of MLLP connections
   * @param backoff how a store that is away is waited for
   * @param recoveryPeriod between two looks for undecided messages
   * @param recoveryAge how long a received message must have lain undecided; longer than a message
   *     takes with all its retries
   * @param recoveryLimit at most so many messages at one look
   */
  public record Settings(
      MllpLimits mllp,
      Backoff backoff,
      Duration recoveryPeriod,
      Duration recoveryAge,
      int recoveryLimit) {

    /** The usual limits; a look every 5 s for what is undecided for a minute, 500 at a time. */
    public static Settings usual() {
      return new Settings(
          MllpLimits.usual(), Backoff.usual(), Duration.ofSeconds(5), Duration.ofMinutes(1), 500);
    }
  }
}
