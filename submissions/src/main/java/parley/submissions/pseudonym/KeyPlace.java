package parley.submissions.pseudonym;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether nobody but an account and root could have put a file where it is. Who may put one there
 * puts a key that they know, and finds everybody by it.
 */
final class KeyPlace {

  private static final int MOST_LINKS = 40;
  private static final long ROOT = 0;
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0002;

  private final long account;

  /**
   * @param account number of the account
   */
  KeyPlace(long account) {
    this.account = account;
  }

  static KeyPlace ofThisProcess() {
    return new KeyPlace(new UnixSystem().getUid());
  }

  /**
   * Follows each link on the way. A folder that everybody may write to is only passed when what is
   * in it can be replaced by its owner alone, as in {@code /tmp}.
   *
   * @throws UnsupportedOperationException when the file system has no owners
   */
  boolean isOurs(Path file) throws IOException {
    var left = new ArrayDeque<Path>();
    var links = 0;
    var at = file.toAbsolutePath().getRoot();
    prepend(left, file.toAbsolutePath());
    while (!left.isEmpty()) {
      var folder = at;
      at = folder.resolve(left.pop()).normalize();
      var link = Files.isSymbolicLink(at);
      var counts = link || left.isEmpty();
      if (isWritable(folder) && !isHeld(folder, at) || counts && !isOwned(at)) {
        return false;
      }
      if (link) {
        if (++links > MOST_LINKS || !isOwned(folder)) {
          return false;
        }
        var target = Files.readSymbolicLink(at);
        at = target.isAbsolute() ? target.getRoot() : folder;
        prepend(left, target);
      }
    }
    return at.getParent() != null && isOwned(at.getParent());
  }

  private static void prepend(Deque<Path> left, Path path) {
    for (var name = path.getNameCount() - 1; name >= 0; name--) {
      left.push(path.getName(name));
    }
  }

  private boolean isHeld(Path folder, Path inIt) throws IOException {
    return (mode(folder) & STICKY) != 0 && isOwned(inIt);
  }

  private static boolean isWritable(Path folder) throws IOException {
    return (mode(folder) & WRITABLE_BY_OTHERS) != 0;
  }

  private boolean isOwned(Path path) throws IOException {
    var owner = ((Number) attribute(path, "unix:uid")).longValue();
    return owner == ROOT || owner == account;
  }

  private static int mode(Path path) throws IOException {
    return (int) attribute(path, "unix:mode");
  }

  private static Object attribute(Path path, String name) throws IOException {
    return Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
  }
}
