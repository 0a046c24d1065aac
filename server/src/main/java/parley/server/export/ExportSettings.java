package parley.server.export;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.server.settings.InvalidSettings;

/**
 * The settings under {@code parley.export}.
 *
 * @param keep how long the files of a finished export, and its status, can be fetched
 * @param stalled how long an export may stand still before it counts as lost, for instance because
 *     the gateway that made it was killed
 * @param sweep how often lost and expired exports are looked for
 * @param step how long a finished step of an export may wait for the next
 * @param fileResources resources in one file at most
 * @param fileBytes bytes in one file at most, but for a resource that is larger by itself
 */
@ConfigurationProperties("parley.export")
public record ExportSettings(
    @DefaultValue("24h") Duration keep,
    @DefaultValue("10m") Duration stalled,
    @DefaultValue("30s") Duration sweep,
    @DefaultValue("1s") Duration step,
    @DefaultValue("1000") int fileResources,
    @DefaultValue("8000000") long fileBytes) {

  public ExportSettings {
    if (!positive(keep) || !positive(stalled) || !positive(sweep) || !positive(step)) {
      throw new InvalidSettings(
          "parley.export.keep, stalled, sweep and step must be longer than nothing, such as 24h");
    }
    if (fileResources < 1 || fileBytes < 1) {
      throw new InvalidSettings("parley.export.file-resources and file-bytes must be at least 1");
    }
  }

  private static boolean positive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }
}
