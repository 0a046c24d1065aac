package parley.server.release;

import static parley.server.release.MadeReleases.ME;
import static parley.server.release.MadeReleases.released;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import parley.server.RunningGateway;

/** Where a test orders releases: a folder, a key, the rights, and agreements of its own. */
final class ReleaseOffice {

  private final RunningGateway gateway = RunningGateway.shared();

  /** No two tests have a url and version in common: what is registered stays. */
  private final String version = "v" + System.nanoTime();

  private ReleaseSettings settings = MadeSettings.withKeys(List.of());

  /** Releases into a folder that succeed. */
  MadeReleases open(Path folder) throws IOException {
    var key = MadeSettings.secret(folder.resolve("key"), MadeSettings.key());
    settings =
        MadeSettings.settings(
            "",
            folder.resolve("releases"),
            List.of(MadeSettings.inFile(key)),
            new ReleaseSettings.Rights(List.of(ME), List.of("SOMEBODY ELSE")));
    return good(settings);
  }

  /** Releases by other settings that succeed. */
  MadeReleases good(ReleaseSettings others) {
    return new MadeReleases(
        gateway, others, (record, order, place) -> released(order, place, order.earlier()));
  }

  MadeReleases with(ReleaseMaking.Builder builder) {
    return new MadeReleases(gateway, settings, builder);
  }

  /** By settings with which the same person may order anonymous ones too. */
  MadeReleases openly(ReleaseMaking.Builder builder) {
    var rights = new ReleaseSettings.Rights(List.of(ME), List.of(ME));
    return new MadeReleases(
        gateway, MadeSettings.settings("", settings.folder(), settings.keys(), rights), builder);
  }

  RunningGateway gateway() {
    return gateway;
  }

  ReleaseSettings settings() {
    return settings;
  }

  String version() {
    return version;
  }

  String agreement() {
    return MadeSettings.research(version, "2099-12-31");
  }
}
