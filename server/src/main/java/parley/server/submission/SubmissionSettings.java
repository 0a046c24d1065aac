package parley.server.submission;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.camelroutes.calendar.LookTimes;
import parley.server.settings.InvalidSettings;
import parley.server.settings.TimesSetting;
import parley.submissions.build.GuardShares;
import parley.submissions.calendar.SubmissionCalendar;
import parley.submissions.calendar.SubmissionWindow;

/**
 * The settings under {@code parley.submissions}.
 *
 * @param folder where packages are kept
 * @param sender ODS code of who submits; empty for the provider itself
 * @param system PRIMARY DATA COLLECTION SYSTEM IN USE, at most 20 characters
 * @param template the official empty database; empty for one made of our own definition
 * @param outlet folder that a released package is copied to; empty for none
 * @param outletDestination destination of the outbox that it is sent to; empty for none
 * @param switchedOff codes of our own rules that are not applied
 * @param guard how much of what was there must still be there
 * @param timed drafts that are built by the calendar
 * @param windows windows that are not shipped, or were moved
 * @param succession ODS codes of providers that went over into others, old to new
 * @param rights who may order, confirm and release
 */
@ConfigurationProperties("parley.submissions")
public record SubmissionSettings(
    @DefaultValue("./data/submissions") Path folder,
    @DefaultValue("") String sender,
    @DefaultValue("PARLEY") String system,
    @DefaultValue("") String template,
    @DefaultValue("") String outlet,
    @DefaultValue("") String outletDestination,
    @DefaultValue Set<String> switchedOff,
    @DefaultValue Guard guard,
    @DefaultValue Timed timed,
    @DefaultValue List<Window> windows,
    @DefaultValue Map<String, String> succession,
    @DefaultValue SubmissionRights rights) {

  private static final Pattern ODS = Pattern.compile("[A-Z0-9]{3,10}");
  private static final int LONGEST_SYSTEM = 20;

  public SubmissionSettings {
    switchedOff = Set.copyOf(switchedOff);
    windows = List.copyOf(windows);
    succession = Map.copyOf(succession);
    if (system.isBlank() || system.length() > LONGEST_SYSTEM) {
      throw new InvalidSettings(
          "parley.submissions.system is the name of the system, of at most 20 characters");
    }
    if (!sender.isEmpty() && !isOds(sender)) {
      throw new InvalidSettings("parley.submissions.sender is an ODS code, such as RZ9");
    }
    checkSuccession(succession);
    if (timed.providers().stream().anyMatch(succession::containsKey)) {
      throw new InvalidSettings(
          "parley.submissions.timed.providers: names a code that went over into another by"
              + " parley.submissions.succession, and its courses would be sent twice; name the other");
    }
    if (!outlet.isBlank() && !outletDestination.isBlank()) {
      throw new InvalidSettings(
          "parley.submissions: outlet and outlet-destination are both set; a package goes one way");
    }
    timed.providers().stream()
        .filter(one -> !isOds(one))
        .findFirst()
        .ifPresent(
            bad -> {
              throw new InvalidSettings(
                  "parley.submissions.timed.providers: each is an ODS code, such as RZ9");
            });
  }

  /** A code that is none would leave its courses out, and no word of it. */
  private static void checkSuccession(Map<String, String> succession) {
    succession.forEach(
        (old, now) -> {
          if (!isOds(old) || !isOds(now) || old.equals(now)) {
            throw new InvalidSettings(
                "parley.submissions.succession is of two different ODS codes each, old to new, such"
                    + " as RV0: RZ9");
          }
        });
  }

  /** Whether a text has the form of an ODS code. */
  static boolean isOds(String text) {
    return ODS.matcher(text).matches();
  }

  /** Who submits for a provider. */
  String senderFor(String provider) {
    return sender.isEmpty() ? provider : sender;
  }

  Optional<Path> templateFile() {
    return template.isBlank() ? Optional.empty() : Optional.of(Path.of(template));
  }

  Optional<Path> outletFolder() {
    return outlet.isBlank() ? Optional.empty() : Optional.of(Path.of(outlet));
  }

  Optional<String> outletName() {
    return outletDestination.isBlank() ? Optional.empty() : Optional.of(outletDestination);
  }

  GuardShares shares() {
    return new GuardShares(
        guard.ofPrimary(), guard.ofTrend(), guard.ofRows(), guard.leastDifference());
  }

  SubmissionCalendar calendar() {
    return SubmissionCalendar.iapt21().with(windows.stream().map(Window::window).toList());
  }

  /**
   * The guard's shares; see {@link GuardShares}, whose judgement the defaults are.
   *
   * @param ofPrimary share of the file of the same month accepted last
   * @param ofTrend share of the months before
   * @param ofRows share of its own rows that the rules must leave
   * @param leastDifference a smaller loss is never held back
   */
  public record Guard(
      @DefaultValue("0.95") double ofPrimary,
      @DefaultValue("0.6") double ofTrend,
      @DefaultValue("0.95") double ofRows,
      @DefaultValue("5") long leastDifference) {

    public Guard {
      for (var share : new double[] {ofPrimary, ofTrend, ofRows}) {
        if (!(share >= 0 && share <= 1)) {
          throw new InvalidSettings(
              "parley.submissions.guard.of-primary, of-trend and of-rows are shares from 0 to 1");
        }
      }
    }
  }

  /**
   * Drafts that nobody has to think of.
   *
   * @param providers ODS codes of those whose drafts are built; none by default
   * @param daysBefore how many days before the window closes
   * @param look when to look at the calendar: an interval or a cron expression
   */
  public record Timed(
      @DefaultValue List<String> providers,
      @DefaultValue("7") int daysBefore,
      @DefaultValue("1h") String look) {

    public Timed {
      providers = List.copyOf(providers);
      if (daysBefore < 0) {
        throw new InvalidSettings("parley.submissions.timed: days-before is 0 or more");
      }
      TimesSetting.check("parley.submissions.timed.look", look);
    }

    LookTimes times() {
      return LookTimes.of(look);
    }
  }

  /**
   * A window, with dates as 2026-11-01 and months as 2026-10.
   *
   * @param opens first day
   * @param closes last day
   * @param primary month whose first file is taken
   * @param refresh month whose final file is taken
   */
  public record Window(String opens, String closes, String primary, String refresh) {

    SubmissionWindow window() {
      try {
        return new SubmissionWindow(
            LocalDate.parse(opens),
            LocalDate.parse(closes),
            YearMonth.parse(primary),
            YearMonth.parse(refresh));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new InvalidSettings(
            "parley.submissions.windows: opens and closes are days such as 2026-11-01, in this"
                + " order; primary and refresh are months such as 2026-10 that are over by then");
      }
    }
  }
}
