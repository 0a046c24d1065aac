package parley.submissions.pseudonym;

/** Why a master key is not taken, with the remedy. Never says anything of the key. */
public enum KeyRefusal {
  MISSING("there is no key", Remedies.MAKE_ONE),
  BLANK("the key is blank", Remedies.MAKE_ONE),
  NOT_ENCODED("the key is neither base64 nor hexadecimal", Remedies.MAKE_ONE),
  SHORT("the key has less than 256 bits", Remedies.MAKE_ONE),
  SAMPLE("the key is one of an example or a word for one", Remedies.MAKE_ONE),
  LOW_ENTROPY("the key was not drawn at random: it repeats, counts or is text", Remedies.MAKE_ONE),
  READABLE_BY_OTHERS(
      "others than its owner may read the file of the key",
      "chmod 600 the file, then change the key"),
  REPLACEABLE(
      "another account owns the file of the key, or could put another file into its place",
      "have file, folder and links to it owned by the gateway's account or root, in folders that"
          + " others may not write to; then change the key"),
  PERMISSIONS_UNKNOWN(
      "the file system does not say who may read the file of the key",
      "keep it on a file system with POSIX permissions"),
  UNREADABLE(
      "the file or keystore cannot be read", "check path, alias, password and type (PKCS#12)");

  private final String reason;
  private final String remedy;

  KeyRefusal(String reason, String remedy) {
    this.reason = reason;
    this.remedy = remedy;
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }

  private static final class Remedies {
    private static final String MAKE_ONE =
        "make one: (umask 077; openssl rand -base64 32 > parley-pseudonym.key)";
  }
}
