package parley.server.work;

import java.util.concurrent.ThreadFactory;

/** Threads that keep no program alive. */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Makes threads of one name. */
  public static ThreadFactory named(String name) {
    return work -> {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Does something once, beside the caller. */
  public static void start(String name, Runnable work) {
    named(name).newThread(work).start();
  }
}
