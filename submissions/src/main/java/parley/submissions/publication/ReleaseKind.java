package parley.submissions.publication;

import java.util.Arrays;
import java.util.Optional;

/** Which release of a period it is; NHS England's data sets have these two. */
public enum ReleaseKind {
  PRIMARY("primary"),
  REFRESH("refresh");

  private final String code;

  ReleaseKind(String code) {
    this.code = code;
  }

  /** As files and manifests say it. */
  public String code() {
    return code;
  }

  /** The kind of a code. */
  public static Optional<ReleaseKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }
}
