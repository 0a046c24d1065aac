package parley.server.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.server.settings.InvalidSettings;

/**
 * The settings under {@code parley.retention}.
 *
 * @param bodies how long after its end the bytes of a message are kept; zero for ever
 * @param every between two looks for what is to be removed
 */
@ConfigurationProperties("parley.retention")
public record RetentionSettings(
    @DefaultValue("90d") Duration bodies, @DefaultValue("1h") Duration every) {

  /** MESH says after five days that nobody collected a message, which then is sent again. */
  private static final Duration SHORTEST = Duration.ofDays(7);

  public RetentionSettings {
    if (bodies.isNegative() || (!bodies.isZero() && bodies.compareTo(SHORTEST) < 0)) {
      throw new InvalidSettings(
          "parley.retention.bodies must be 7d or longer, or 0 to keep everything; a message that"
              + " was sent may have to be sent again within that time");
    }
    if (every.isNegative() || every.isZero()) {
      throw new InvalidSettings("parley.retention.every must be above zero");
    }
  }
}
