package parley.server.settings;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code parley.service}: what a course of treatment is taken to say when
 * nothing that came in said it. A form of self-referral and most referral messages name neither.
 *
 * @param provider ODS code of the provider of the courses; empty when each has to be named
 * @param commissioner ODS code of who commissions them; empty when each has to be named
 */
@ConfigurationProperties("parley.service")
public record ServiceSettings(
    @DefaultValue("") String provider, @DefaultValue("") String commissioner) {

  /** IDS00029 of the national rules. */
  private static final Pattern PROVIDER = Pattern.compile("[A-Z0-9]{3,6}");

  /** IDS10109. */
  private static final Pattern COMMISSIONER = Pattern.compile("[A-Z0-9]{3,5}");

  public ServiceSettings {
    check("provider", provider, PROVIDER);
    check("commissioner", commissioner, COMMISSIONER);
  }

  private static void check(String name, String code, Pattern form) {
    if (!code.isEmpty() && !form.matcher(code).matches()) {
      throw new InvalidSettings("parley.service." + name + " is an ODS code, such as RZ9");
    }
  }
}
