package parley.server.release;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.camelroutes.calendar.LookTimes;
import parley.server.settings.InvalidSettings;
import parley.server.settings.TimesSetting;
import parley.submissions.disclosure.SmallNumberRule;
import parley.submissions.product.Product;
import parley.submissions.publication.ReleaseKind;

/**
 * The settings under {@code parley.releases}. Keys are not among them: they say where a key is.
 *
 * @param agreements folder of release agreements, one JSON file each; empty for none
 * @param folder where releases are kept, each kind of product in a folder of its own
 * @param provider ODS code of whose releases they are when an order names none; may be empty
 * @param keys where the master keys are: the current one, then those before it, the latest first
 * @param overlapUntil last day (2027-03-31) on which linkable releases tell pseudonyms of the key
 *     before beside the new ones; empty for none
 * @param rights who may order and fetch which product
 * @param timed releases that are made every month
 * @param look when to look for them: an interval or a cron expression
 * @param smallNumbers rule of figures: {@code talking-therapies} or {@code strict}
 * @param icbs ICB of each sub-ICB location, by ODS code
 * @param names of organisations for the page of figures, by ODS code
 */
@ConfigurationProperties("parley.releases")
public record ReleaseSettings(
    @DefaultValue("") String agreements,
    @DefaultValue("./data/releases") Path folder,
    @DefaultValue("") String provider,
    @DefaultValue List<Key> keys,
    @DefaultValue("") String overlapUntil,
    @DefaultValue Rights rights,
    @DefaultValue List<Timed> timed,
    @DefaultValue("1h") String look,
    @DefaultValue("talking-therapies") String smallNumbers,
    @DefaultValue Map<String, String> icbs,
    @DefaultValue Map<String, String> names) {

  private static final Pattern ODS = Pattern.compile("[A-Z0-9]{3,10}");

  public ReleaseSettings {
    keys = List.copyOf(keys);
    timed = List.copyOf(timed);
    icbs = Map.copyOf(icbs);
    names = Map.copyOf(names);
    if (!provider.isEmpty() && !isOds(provider)) {
      throw new InvalidSettings("parley.releases.provider is an ODS code, such as RZ9");
    }
    if (!smallNumbers.matches("talking-therapies|strict")) {
      throw new InvalidSettings("parley.releases.small-numbers is talking-therapies or strict");
    }
    checkOverlap(overlapUntil, keys.size());
    TimesSetting.check("parley.releases.look", look);
    for (var one : timed) {
      if (one.provider().isEmpty() && provider.isEmpty()) {
        throw new InvalidSettings(
            "parley.releases.timed: each names its provider, or parley.releases.provider does");
      }
    }
    if (!timed.isEmpty() && agreements.isBlank()) {
      throw new InvalidSettings(
          "parley.releases.timed names agreements, and parley.releases.agreements has to name the"
              + " folder they are in");
    }
  }

  /** Whether anybody wants releases here; then there has to be a key. */
  public boolean isConfigured() {
    return !agreements.isBlank()
        || !keys.isEmpty()
        || !timed.isEmpty()
        || !rights.pseudonymised().isEmpty()
        || !rights.anonymous().isEmpty();
  }

  private static void checkOverlap(String until, int keys) {
    if (until.isEmpty()) {
      return;
    }
    try {
      LocalDate.parse(until);
    } catch (DateTimeParseException e) {
      throw new InvalidSettings("parley.releases.overlap-until is a day, such as 2027-03-31");
    }
    if (keys < 2) {
      throw new InvalidSettings(
          "parley.releases.overlap-until: the new key is parley.releases.keys[0] and the one before"
              + " it parley.releases.keys[1]; name both, or take the overlap out");
    }
  }

  /** The last day of the overlap of two keys; empty for none. */
  Optional<LocalDate> overlap() {
    return overlapUntil.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(overlapUntil));
  }

  Optional<Path> agreementFolder() {
    return agreements.isBlank() ? Optional.empty() : Optional.of(Path.of(agreements));
  }

  LookTimes times() {
    return LookTimes.of(look);
  }

  SmallNumberRule rule() {
    return smallNumbers.equals("strict")
        ? SmallNumberRule.STRICT
        : SmallNumberRule.TALKING_THERAPIES;
  }

  /** Whether a text has the form of an ODS code. */
  static boolean isOds(String text) {
    return ODS.matcher(text).matches();
  }

  /**
   * Where one master key is: one of file, variable and keystore.
   *
   * @param file with one line, base64 or hexadecimal
   * @param variable name of the variable of the environment that has it; not the key itself
   * @param keystore a PKCS#12 file with a secret key
   * @param alias of the entry of the keystore
   * @param passwordVariable name of the variable that has the keystore's password
   * @param passwordFile file that has it, readable by its owner alone
   */
  public record Key(
      @DefaultValue("") String file,
      @DefaultValue("") String variable,
      @DefaultValue("") String keystore,
      @DefaultValue("") String alias,
      @DefaultValue("") String passwordVariable,
      @DefaultValue("") String passwordFile) {}

  /**
   * A right for each kind of product. Names stand as they are given with an order: until there is
   * authentication nobody is held to them.
   */
  public record Rights(
      @DefaultValue List<String> pseudonymised, @DefaultValue List<String> anonymous) {

    public Rights {
      pseudonymised = List.copyOf(pseudonymised);
      anonymous = List.copyOf(anonymous);
    }

    /** Whether somebody may order and fetch releases of a kind; nobody may by default. */
    public boolean allows(Product product, String who) {
      if (product instanceof Product.Anonymous) {
        return anonymous.contains(who);
      }
      return product instanceof Product.Pseudonymised && pseudonymised.contains(who);
    }

    /** The setting that gives the right. */
    static String setting(Product product) {
      return product instanceof Product.Anonymous
          ? "parley.releases.rights.anonymous"
          : "parley.releases.rights.pseudonymised";
    }
  }

  /**
   * A release of every month.
   *
   * @param agreement url of an agreement of the folder, with {@code |version} if wanted
   * @param provider ODS code; empty for that of the settings
   * @param day of the month from which on it is made
   * @param monthsBack which month: 1 is the one before
   * @param edition {@code primary} or {@code refresh}
   */
  public record Timed(
      String agreement,
      @DefaultValue("") String provider,
      @DefaultValue("10") int day,
      @DefaultValue("1") int monthsBack,
      @DefaultValue("primary") String edition) {

    public Timed {
      if (agreement.isBlank() || day < 1 || day > 28 || monthsBack < 1) {
        throw new InvalidSettings(
            "parley.releases.timed: agreement is the url of one, day is from 1 to 28, months-back 1"
                + " or more");
      }
      if (ReleaseKind.of(edition).isEmpty()) {
        throw new InvalidSettings("parley.releases.timed: edition is primary or refresh");
      }
      if (!provider.isEmpty() && !isOds(provider)) {
        throw new InvalidSettings("parley.releases.timed: provider is an ODS code, such as RZ9");
      }
    }

    ReleaseKind kind() {
      return ReleaseKind.of(edition).orElseThrow();
    }
  }
}
