package parley.server.settings;

import parley.camelroutes.calendar.LookTimes;

/** A setting that says when timed work looks. */
public final class TimesSetting {

  private TimesSetting() {}

  /**
   * Checks one.
   *
   * @param name of the setting
   * @throws InvalidSettings if it is neither an interval nor a cron expression
   */
  public static void check(String name, String text) {
    try {
      LookTimes.of(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettings(
          name
              + " is an interval such as 30m or 1h, or a cron expression of Quartz such as"
              + " '0 0 6 * * ?'");
    }
  }
}
