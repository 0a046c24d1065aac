package parley.server.work;

/**
 * Makes what is ordered of it and keeps a register of it, so that what a stopped program left is
 * found.
 *
 * @param <Q> what is asked for
 * @param <W> what is in the register and begins
 * @param <R> a row of the register
 */
public interface RegisteredWork<Q, W extends OrderedWork, R> {

  /** Enters what is asked for in the register, unless the same is being made or it may not be. */
  Ordering<W, R> order(Q request);

  /** Makes it; its row as it stands then. */
  R run(W work, BuildProgress progress);

  /** In one line, what it is and how it stands. */
  String told(R row);

  /** Gives up what was entered and never begun. */
  void giveUp(W work, String reason);

  /** Ends what is being made because its program stops; whoever makes it finds out and stops. */
  void stop(long id, String reason);

  /** Fails what has lost its program, with what that left. */
  void sweep();
}
