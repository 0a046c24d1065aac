package parley.camelroutes.mesh;

/**
 * Keeps the JDK's HTTP client from repeating a GET by itself when a connection breaks: it would
 * send the same authorisation twice, which MESH refuses. The JDK reads its setting once for the
 * whole process, so that this comes before the first request of anybody.
 */
public final class OneAttempt {

  /**
   * "The maximum number of attempts to send a request": module java.net.http, system properties.
   */
  private static final String ATTEMPTS = "jdk.httpclient.redirects.retrylimit";

  private OneAttempt() {}

  /** Unless whoever started the process decided otherwise. */
  public static void require() {
    if (System.getProperty(ATTEMPTS) == null) {
      System.setProperty(ATTEMPTS, "1");
    }
  }
}
