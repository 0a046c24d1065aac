package parley.server.demo;

import java.nio.charset.Charset;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;

/** A place that refers people, with its own way of writing HL7 v2. */
interface Office {

  /** How it sends. */
  Habits habits();

  /** Id of its sender settings. */
  default String sender() {
    return habits().sender();
  }

  /** How its messages travel. */
  default DemoMessage.Transport transport() {
    return habits().transport();
  }

  /** The character set it writes. */
  default Charset charset() {
    return habits().charset();
  }

  /**
   * {@code REF^I12} (new), {@code REF^I13} (changed) or {@code REF^I14} (cancelled).
   *
   * @param slip control id, event and time
   */
  Er7 referral(Slip slip, MadePerson person, Referral referral);

  /**
   * How an office sends.
   *
   * @param sender id of its sender settings
   * @param transport how its messages travel
   * @param charset the character set it writes
   */
  record Habits(String sender, DemoMessage.Transport transport, Charset charset) {}
}
