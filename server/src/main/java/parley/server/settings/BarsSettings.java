package parley.server.settings;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code parley.bars}: Parley as a receiver of the Booking and Referral
 * Standard.
 *
 * @param targets the services it receives for, as {@code system|value} of NHSD-Target-Identifier;
 *     none takes any
 */
@ConfigurationProperties("parley.bars")
public record BarsSettings(@DefaultValue List<String> targets) {

  public BarsSettings {
    targets = List.copyOf(targets);
    if (targets.stream().anyMatch(target -> target.indexOf('|') < 1 || target.endsWith("|"))) {
      throw new InvalidSettings(
          "parley.bars.targets: a target is a system and a value with a bar between them");
    }
  }
}
