package parley.server.settings;

/** Parley cannot start with these settings; the message says in one line what to change. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidSettings(String message) {
    super(message);
  }
}
