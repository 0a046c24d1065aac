package parley.camelroutes;

/** The database cannot be reached or does not answer; trying again later can help. */
public final class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
