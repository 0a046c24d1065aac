package parley.camelroutes.calendar;

/** Work that looks, from time to time, whether something is due, and does or orders it. */
public interface TimedWork {

  /** Its name: letters and hyphens, another for each work. */
  String name();

  /** When it looks; besides, it looks once at the start. */
  LookTimes times();

  /** Whether there is anything to look for; if not it is never asked to. */
  boolean isWanted();

  /** Looks. What is thrown is logged by the name of its class; the next look comes all the same. */
  void look();
}
