package parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Torments a gateway and checks that nothing acknowledged is lost and nothing is doubled. Exit code
 * 0 when the check is clean and every message was acknowledged in the end.
 */
public final class KillCampaign {

  private static final String USAGE =
      """
      KillCampaign [--database-restart | --two-gateways] [--command "COMMAND"] [--work FOLDER]
                   [--kills 20] [--senders 4] [--seed 1] [--seconds 5]
                   [--stop-database "COMMAND" --start-database "COMMAND"]
        Without a mode the gateway is killed with SIGKILL. Without hooks the campaign runs a
        PostgreSQL of its own; with them, PARLEY_DB_URL and so on are taken from the environment.
        --command  starts a gateway (default: the jar in server/target)
        --seconds  how long messages go on after the last blow, or in all with two gateways
      """;

  private KillCampaign() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var flags = Set.of("database-restart", "two-gateways");
    var named =
        Set.of(
            "command",
            "work",
            "kills",
            "senders",
            "seed",
            "seconds",
            "stop-database",
            "start-database");
    try {
      var settings = settings(new Options(List.of(arguments), flags, named));
      var run = Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase(Locale.ROOT);
      System.out.println("data and logs in " + settings.work());
      var verdict = new Campaign(settings, run, System.out).run();
      var answered = verdict.acknowledged() > 0 && verdict.acknowledged() == verdict.sent();
      System.exit(verdict.clean() && answered ? 0 : 1);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static CampaignSettings settings(Options options) throws IOException {
    if (options.has("stop-database") != options.has("start-database")) {
      throw new IllegalArgumentException("--stop-database and --start-database go together");
    }
    var mode =
        options.has("two-gateways")
            ? CampaignSettings.Mode.TWO_GATEWAYS
            : options.has("database-restart")
                ? CampaignSettings.Mode.DATABASE_RESTART
                : CampaignSettings.Mode.KILL;
    var work =
        options.has("work")
            ? Path.of(options.text("work", ""))
            : Files.createTempDirectory("parley-campaign");
    return new CampaignSettings(
        mode,
        options.has("command") ? options.text("command", "") : shippedCommand(),
        work.toAbsolutePath(),
        options.number("kills", 20),
        options.number("senders", 4),
        options.number("seed", 1),
        options.number("seconds", mode == CampaignSettings.Mode.TWO_GATEWAYS ? 60 : 5),
        options.text("stop-database", ""),
        options.text("start-database", ""));
  }

  private static String shippedCommand() throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of("server", "target"), "server-[0-9]*.jar")) {
      for (var jar : jars) {
        return "java -Xms1g -Xmx2g -jar " + jar.toAbsolutePath() + " serve";
      }
    }
    throw new IllegalArgumentException("no gateway in server/target: build it or give --command");
  }
}
