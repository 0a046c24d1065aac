package parley.server.demo;

import java.time.LocalTime;
import java.util.Optional;

/**
 * One message of the day's script.
 *
 * @param sender id of the sender's settings, which is also whose connection it goes over
 * @param transport how it is sent
 * @param at when in the day it is sent
 * @param type MSH-9 such as {@code REF^I12}, or a few words for what is not HL7 v2
 * @param name unique in the run; MSH-10 where the message has one
 * @param patient a key that messages about the same person share within a sender
 * @param bytes the message without transport framing
 * @param expected what the sender must be told
 * @param why what the message stands for, in a few plain words
 * @param resendOf the name of the message it repeats byte for byte, if it does
 */
public record DemoMessage(
    String sender,
    Transport transport,
    LocalTime at,
    String type,
    String name,
    String patient,
    byte[] bytes,
    Outcome expected,
    String why,
    Optional<String> resendOf) {

  /** The ways in. */
  public enum Transport {
    /** HL7 v2 over MLLP. */
    MLLP,
    /** {@code POST /hl7v2}. */
    HTTP,
    /** A file in the inbox folder. */
    FOLDER
  }
}
