package parley.bench;

/** How the tests start the gateway that the build has just made. */
final class Gateways {

  private Gateways() {}

  /** Compiled quickly rather than well, because most of what the tests see of it is its start. */
  static String command() {
    return System.getProperty("java.home")
        + "/bin/java -XX:TieredStopAtLevel=1 -Xmx1g -Dfile.encoding=UTF-8 -jar "
        + System.getProperty("parley.jar")
        + " serve";
  }
}
