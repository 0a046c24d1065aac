package parley.submissions.product;

/**
 * What kind of product something is. A type parameter of all that is released, so that the compiler
 * keeps one kind from being written where another belongs.
 */
public sealed interface Product {

  /** As manifests, permissions and file names say it. */
  String code();

  /** Names people: the statutory return. */
  final class Identifiable implements Product {
    public static final Identifiable KIND = new Identifiable();

    private Identifiable() {}

    @Override
    public String code() {
      return "IDENTIFIABLE";
    }
  }

  /**
   * Rows of people under other names, for a named recipient under agreement; personal data still.
   */
  final class Pseudonymised implements Product {
    public static final Pseudonymised KIND = new Pseudonymised();

    private Pseudonymised() {}

    @Override
    public String code() {
      return "PSEUDONYMISED";
    }
  }

  /** Rows or figures that anyone may have. */
  final class Anonymous implements Product {
    public static final Anonymous KIND = new Anonymous();

    private Anonymous() {}

    @Override
    public String code() {
      return "ANONYMOUS";
    }
  }
}
