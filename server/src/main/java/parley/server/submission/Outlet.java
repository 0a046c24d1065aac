package parley.server.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import parley.camelroutes.outbox.Outbox;
import parley.camelroutes.outbox.OutboxDraft;
import parley.server.settings.DestinationSettings;
import parley.server.settings.DestinationSettings.Kind;
import parley.server.settings.InvalidSettings;
import parley.server.settings.OutboxSettings;

/**
 * Where a released package is carried to, so that whoever uploads it has it: a folder, a
 * destination of the outbox by SFTP or MESH, or nowhere.
 */
final class Outlet {

  /** What the outbox calls a package. */
  static final String KIND = "submission";

  private static final String SETTING = "parley.submissions.outlet-destination: ";

  private final Optional<Path> folder;
  private final Optional<String> destination;
  private final Outbox outbox;

  private Outlet(Optional<Path> folder, Optional<String> destination, Outbox outbox) {
    this.folder = folder;
    this.destination = destination;
    this.outbox = outbox;
  }

  /**
   * The one of the settings.
   *
   * @param mailbox whether there is a MESH mailbox to send from
   * @throws InvalidSettings when the destination is not declared, nothing can be carried by it, or
   *     it is a referrer's
   */
  static Outlet of(
      SubmissionSettings settings, OutboxSettings declared, boolean mailbox, Outbox outbox) {
    settings.outletName().ifPresent(name -> check(name, declared, mailbox));
    return new Outlet(settings.outletFolder(), settings.outletName(), outbox);
  }

  private static void check(String name, OutboxSettings declared, boolean mailbox) {
    Predicate<DestinationSettings> named = one -> one.name().equals(name);
    var kind =
        declared.destinations().stream()
            .filter(named)
            .findFirst()
            .map(DestinationSettings::kind)
            .orElseThrow(
                () -> new InvalidSettings(SETTING + "is none of parley.outbox.destinations"));
    if (kind != Kind.SFTP && kind != Kind.MESH) {
      throw new InvalidSettings(
          SETTING + "a package goes by sftp or mesh; for a folder set parley.submissions.outlet");
    }
    if (declared.answers().stream().anyMatch(answer -> answer.destination().equals(name))) {
      throw new InvalidSettings(
          SETTING
              + "answers to referrers go there, and a package is of everybody; declare a"
              + " destination of its own");
    }
    if (kind == Kind.MESH && !mailbox) {
      throw new InvalidSettings(SETTING + "it is a mesh mailbox, and parley.mesh.mailbox is empty");
    }
  }

  /** What a package is called where it arrives. */
  static String name(BuildRow row) {
    return PackageFiles.PREFIX
        + "%s-%s-%s-%d".formatted(row.provider(), row.period(), row.type().code(), row.id());
  }

  /**
   * Carries a package, in the transaction of its release: into a folder at once, else by a row of
   * the outbox, which is there when the transaction is committed and is tried until it has arrived.
   *
   * @return the destination whose outbox has it; empty for none
   * @throws IOException when the disk fails, the package is not what was built, or something else
   *     has its name there
   */
  Optional<String> carry(BuildRow row) throws IOException {
    var manifest = row.manifest().orElse("");
    if (folder.isPresent()) {
      PackageFiles.copy(row.folder(), folder.get().resolve(name(row)), manifest);
    }
    if (destination.isPresent()) {
      var draft =
          new OutboxDraft(
              destination.get(),
              KIND,
              "",
              PackageZip.of(row.folder(), name(row), manifest),
              PackageZip.MEDIA_TYPE,
              name(row),
              "",
              Optional.empty());
      if (!outbox.put(draft)) {
        throw new IOException("the outbox has another package of this name");
      }
    }
    return destination;
  }
}
