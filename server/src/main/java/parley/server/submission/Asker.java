package parley.server.submission;

/**
 * Who asks.
 *
 * @param name as they give it; rights are held against it
 * @param account of the operating system, which is theirs for certain; empty for a caller of the
 *     endpoint, whom nobody authenticates
 */
record Asker(String name, String account) {

  static Asker named(String name) {
    return new Asker(name, "");
  }

  /** Whoever runs a command, under the name that they give. */
  static Asker atTheCommand(String name) {
    return new Asker(name, ownAccount());
  }

  /** The account that runs this program. */
  static String ownAccount() {
    return System.getProperty("user.name", "the command");
  }

  /** As register and manifest have it: with the account, where the name is another. */
  String told() {
    return account.isEmpty() || account.equals(name) ? name : name + " (account " + account + ')';
  }
}
