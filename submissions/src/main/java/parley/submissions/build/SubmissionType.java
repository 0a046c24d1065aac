package parley.submissions.build;

import java.util.Locale;

/** Which of its two submissions a reporting period gets. */
public enum SubmissionType {
  /** The first, in the window after the period. */
  PRIMARY,
  /** The second and final, in the window after that; it replaces the first whole. */
  REFRESH;

  /** {@code primary} or {@code refresh}, as orders and manifests have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
