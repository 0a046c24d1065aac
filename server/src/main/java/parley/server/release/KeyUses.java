package parley.server.release;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.submissions.product.Product;

/**
 * Where each use of a key, each fetched file and each export that is taken back is written down, to
 * stay: {@code release_audit}.
 */
public final class KeyUses {

  private final JdbcTemplate jdbc;

  public KeyUses(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Says that a key is about to be used; what cannot be written down is not done.
   *
   * @param keyId of the master key
   * @param who uses it
   * @param why what for, such as {@code release}, {@code re-identification}, {@code bulk export};
   *     no patient's value
   * @param release number in the register, when it is for one
   */
  public void keyUsed(
      String keyId, String who, String why, Product product, Optional<Long> release) {
    add("key-used", who, release, product.code(), keyId, why);
  }

  /** Says that somebody was given a file. */
  void fetched(String who, long release, String product, String file) {
    add("fetched", who, Optional.of(release), product, "", file);
  }

  /**
   * Says that somebody was given a file of an export.
   *
   * @param file the file and its export; no patient's value
   */
  public void exported(String who, Product product, String file) {
    add("fetched", who, Optional.empty(), product.code(), "", file);
  }

  /**
   * Says that somebody takes an export back, before it is done.
   *
   * @param export which; no patient's value
   */
  public void removed(String who, Product product, String export) {
    add("removed", who, Optional.empty(), product.code(), "", export);
  }

  private void add(
      String what, String who, Optional<Long> release, String product, String key, String detail) {
    jdbc.update(
        "insert into release_audit (what, who, release_id, product, key_id, detail)"
            + " values (?, ?, ?, ?, ?, ?)",
        what,
        who,
        release.orElse(null),
        product,
        key,
        detail);
  }
}
