package parley.server.demo;

import java.nio.charset.Charset;

/** A place that refers people, with its own way of writing HL7 v2. */
interface Office {

  /** Id of its sender settings. */
  String sender();

  /** How its messages travel. */
  DemoMessage.Transport transport();

  /** The character set it writes. */
  Charset charset();

  /**
   * {@code REF^I12} (new), {@code REF^I13} (changed) or {@code REF^I14} (cancelled).
   *
   * @param slip control id, event and time
   */
  Er7 referral(Slip slip, DemoPerson person, Referral referral);
}
