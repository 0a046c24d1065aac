package parley.server.settings;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One entry under {@code parley.outbox.answers}: what a sender of referrals is told.
 *
 * @param sender id of the sender, as the journal shows it
 * @param destination where its answers go
 * @param send which answers; none when empty
 * @param format how: by default {@code hl7v2}, and {@code fhir} for a FHIR destination
 * @param charset character set of its HL7 v2 messages, also named in MSH-18
 * @param expiry after which an answer is of no more use; empty for never
 */
public record AnswerSettings(
    String sender,
    String destination,
    @DefaultValue Set<Kind> send,
    @DefaultValue("hl7v2") Format format,
    @DefaultValue("UTF-8") String charset,
    @Nullable Duration expiry) {

  /** What a sender can be told. */
  public enum Kind {
    /** The referral is accepted, rejected or redirected. */
    DECISION,
    /** The referral was withdrawn here. */
    CANCELLATION,
    /** An appointment is booked, changed or cancelled; needs consent. */
    BOOKING,
    /** The person came to the first appointment; needs consent. */
    FIRST_CONTACT,
    /** The person did not attend; needs consent. */
    NOT_ATTENDED,
    /** Treatment goes on at a higher step; needs consent. */
    STEP_UP,
    /** The course has ended, with its outcomes; needs consent. */
    DISCHARGE
  }

  /** How an answer is written. */
  public enum Format {
    /** HL7 v2.4 messages. */
    HL7V2,
    /** FHIR R4: BaRS responses, and documents. */
    FHIR
  }

  public AnswerSettings {
    send = Set.copyOf(send);
    try {
      Charset.forName(charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InvalidSettings(
          "parley.outbox.answers: " + sender + ": charset is not one Java knows");
    }
    if (expiry != null && (expiry.isNegative() || expiry.isZero())) {
      throw new InvalidSettings("parley.outbox.answers: " + sender + ": expiry must be above zero");
    }
  }

  /** How long an answer is of use, empty for ever. */
  public Optional<Duration> lifetime() {
    return Optional.ofNullable(expiry);
  }
}
