package parley.camelroutes.mesh;

/**
 * A password or key that never shows itself in a log.
 *
 * @param value the secret; to be asked for only where it is used
 */
public record Secret(String value) {

  @Override
  public String toString() {
    return "(secret)";
  }
}
