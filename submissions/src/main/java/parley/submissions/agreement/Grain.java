package parley.submissions.agreement;

/** What a row of a release is of. */
public enum Grain {
  /** A referral with its course of treatment. */
  REFERRAL("referrals"),
  /** A care contact. In pseudonymised releases alone. */
  CONTACT("contacts"),
  /** A score of a scale. In pseudonymised releases alone. */
  SCORE("scores");

  private final String file;

  Grain(String file) {
    this.file = file;
  }

  /** What the file of such rows is called. */
  public String file() {
    return file;
  }
}
