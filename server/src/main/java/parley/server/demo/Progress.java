package parley.server.demo;

import java.io.PrintStream;

/** The progress line: rewritten in place on a terminal, otherwise a line every tenth of the way. */
final class Progress {

  private final PrintStream out;
  private final int total;
  private final boolean terminal;
  private int done;
  private int tenths;

  Progress(PrintStream out, int total, boolean terminal) {
    this.out = out;
    this.total = total;
    this.terminal = terminal;
  }

  synchronized void add(int count) {
    done += count;
    if (terminal) {
      out.print("\r  " + done + " of " + total + " messages answered");
      if (done == total) {
        out.println();
      }
      out.flush();
    } else if (done * 10 / total > tenths) {
      tenths = done * 10 / total;
      out.println("  " + done + " of " + total + " messages answered");
    }
  }
}
