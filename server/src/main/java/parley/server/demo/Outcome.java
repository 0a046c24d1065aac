package parley.server.demo;

import java.util.Optional;

/** What a sender is told about a message (HL7 v2.4 table 0008), whichever mode it was asked in. */
public enum Outcome {
  /** Applied: {@code AA}, or {@code CA} in enhanced mode. */
  AA,
  /** Can be mended: {@code AE} or {@code CE}. */
  AE,
  /** Not to be sent again unchanged: {@code AR} or {@code CR}. */
  AR;

  /**
   * Reads MSA-1 of an acknowledgement.
   *
   * @param acknowledgement the acknowledgement as text, segments ended by CR or LF
   * @return empty when there is no MSA, or its code is in neither mode of table 0008
   */
  public static Optional<Outcome> of(String acknowledgement) {
    return acknowledgement
        .lines()
        .filter(line -> line.startsWith("MSA") && line.length() > 4)
        .findFirst()
        .map(line -> line.substring(4).split("\\|", 2)[0])
        .flatMap(Outcome::ofCode);
  }

  private static Optional<Outcome> ofCode(String code) {
    return switch (code) {
      case "AA", "CA" -> Optional.of(AA);
      case "AE", "CE" -> Optional.of(AE);
      case "AR", "CR" -> Optional.of(AR);
      default -> Optional.empty();
    };
  }
}
