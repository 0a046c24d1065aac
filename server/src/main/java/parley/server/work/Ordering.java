package parley.server.work;

/**
 * What came of ordering work of a register.
 *
 * @param <W> what begins
 * @param <R> a row of the register
 */
public sealed interface Ordering<W, R> {

  /** It is in the register and begins; its lock is held until it is run or given up. */
  record Taken<W, R>(W work) implements Ordering<W, R> {}

  /**
   * The same is being made.
   *
   * @param text that says so, and what to do
   */
  record Busy<W, R>(String text) implements Ordering<W, R> {}

  /**
   * Who asks has not the right to.
   *
   * @param text names the setting that gives it
   */
  record Forbidden<W, R>(String text) implements Ordering<W, R> {}

  /** It may not be made; the register has why. */
  record Refused<W, R>(R row) implements Ordering<W, R> {}
}
