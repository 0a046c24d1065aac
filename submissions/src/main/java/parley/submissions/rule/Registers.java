package parley.submissions.rule;

import java.time.LocalDate;

/** The port to the national registers of organisations and postcodes. */
@FunctionalInterface
public interface Registers {

  /** A register. */
  enum Register {
    ORGANISATION,
    PRACTICE,
    SITE,
    POSTCODE
  }

  /** What a register says. */
  enum Standing {
    OPEN,
    NOT_OPEN,
    /** The register is not held here, so nothing can be said. */
    NOT_HELD
  }

  /** Whether a code is in use on a day. */
  Standing standing(Register register, String code, LocalDate day);

  /** No register is held. */
  static Registers none() {
    return (register, code, day) -> Standing.NOT_HELD;
  }
}
