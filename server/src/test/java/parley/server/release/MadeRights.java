package parley.server.release;

import java.nio.file.Path;
import java.util.List;

/** Settings of releases by which one person may have pseudonymised data. */
public final class MadeRights {

  private MadeRights() {}

  /** The settings. */
  public static ReleaseSettings of(String who) {
    return MadeSettings.settings(
        "", Path.of("none"), List.of(), new ReleaseSettings.Rights(List.of(who), List.of()));
  }
}
