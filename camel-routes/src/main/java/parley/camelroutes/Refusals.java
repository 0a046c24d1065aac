package parley.camelroutes;

import java.util.Optional;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** The problems that the spine itself finds, each with its rule and its remedy. */
final class Refusals {

  /** Where a problem of the message as a whole is. */
  private static final String MESSAGE = "MSG";

  private Refusals() {}

  static Problem notHl7() {
    return Problem.error(
        ProblemCode.NOT_HL7,
        MESSAGE,
        "A message begins with an MSH segment.",
        "Send HL7 v2 in its pipe-and-hat encoding, in MLLP with its start and end blocks.");
  }

  static Problem tooLarge(long bytes) {
    return Problem.error(
        ProblemCode.TOO_LARGE,
        MESSAGE,
        "A message has at most " + bytes + " bytes.",
        "Send less in one message, or ask for a higher limit.");
  }

  static Problem fileTooLarge(long bytes) {
    return Problem.error(
        ProblemCode.TOO_LARGE,
        MESSAGE,
        "A file has at most " + bytes + " bytes; nothing of this one was read.",
        "Send the messages in several files.");
  }

  static Problem noColumnMap() {
    return Problem.error(
        ProblemCode.UNKNOWN_SENDER,
        "file",
        "One sender of the folder has a column map for CSV files, so that it is known whose they"
            + " are; here none has, or several have.",
        "Have a folder of its own set up for each sender of CSV files.");
  }

  static Problem cutOff() {
    return Problem.error(
        ProblemCode.UNPARSABLE,
        MESSAGE,
        "The file breaks off in or after this message, so it may be half a message; nothing of it"
            + " was taken.",
        "Send the file again whole, to its FTS or BTS; the message may keep its control id.");
  }

  static Problem busy() {
    return Problem.error(
        ProblemCode.BUSY,
        MESSAGE,
        "Too many large messages are being sent at once; this one was not read to its end.",
        "Send the message again later.");
  }

  static Problem unknownSender(Optional<MessageFormat> format) {
    return isHl7(format)
        ? unknownSender()
        : Problem.error(
            ProblemCode.UNKNOWN_SENDER,
            "MessageHeader.source",
            "The endpoint and organisation that sent the message are a sender of this inlet.",
            "Check the source and sender of the message, or ask to be added to the inlet.");
  }

  private static boolean isHl7(Optional<MessageFormat> format) {
    return format.filter(known -> !known.name().equals(MessageFormat.HL7_V2)).isEmpty();
  }

  private static Problem unknownSender() {
    return Problem.error(
        ProblemCode.UNKNOWN_SENDER,
        "MSH-3",
        "MSH-3 and MSH-4 name a sender that this inlet accepts.",
        "Check MSH-3 and MSH-4, or ask for the sender to be added to the inlet.");
  }

  static Problem controlIdReused(Optional<MessageFormat> format) {
    return isHl7(format)
        ? controlIdReused()
        : Problem.error(
            ProblemCode.CONTROL_ID_REUSED,
            MESSAGE,
            "A sender uses the id of a message or request once; this one came with other content.",
            "Send the message under a new id.");
  }

  private static Problem controlIdReused() {
    return Problem.error(
        ProblemCode.CONTROL_ID_REUSED,
        "MSH-10",
        "A sender uses a message control id once; this one came before with other content.",
        "Send the message under a new MSH-10.");
  }

  static Problem storeUnavailable(boolean journalled) {
    return Problem.error(
        ProblemCode.STORE_UNAVAILABLE,
        MESSAGE,
        "The record store could not be reached.",
        journalled
            ? "The message is kept and will be applied; sending it again does no harm."
            : "Send the message again later.");
  }

  static Problem internal(boolean journalled) {
    return Problem.error(
        ProblemCode.INTERNAL,
        MESSAGE,
        "The message met a fault in Parley; it is not known to be wrong.",
        journalled
            ? "The message is kept and can be replayed after a correction; tell the operator."
            : "Send the message again later and tell the operator.");
  }
}
