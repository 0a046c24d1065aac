package parley.server.lifecycle;

/** Who waits cannot be said now; asked again a little later it can. */
final class WaitingListNotReady extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WaitingListNotReady(String why) {
    super(why);
  }
}
