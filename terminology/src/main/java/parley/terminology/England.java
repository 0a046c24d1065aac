package parley.terminology;

import java.time.ZoneId;

/** Where the dates of the national data sets are local. */
public final class England {

  /** National dates are English local dates; winter and summer time differ. */
  public static final ZoneId TIME = ZoneId.of("Europe/London");

  private England() {}
}
