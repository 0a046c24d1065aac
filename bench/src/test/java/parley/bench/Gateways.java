package parley.bench;

/** How the tests start the gateway that the build has just made. */
final class Gateways {

  private Gateways() {}

  static String command() {
    return System.getProperty("java.home")
        + "/bin/java -Xmx1g -Dfile.encoding=UTF-8 -jar "
        + System.getProperty("parley.jar")
        + " serve";
  }
}
