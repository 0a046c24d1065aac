package parley.server.settings;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One entry under {@code parley.outbox.answers}: what a sender of referrals is told. A sender may
 * have several, of different answers, where some go elsewhere or are written otherwise.
 *
 * @param sender id of the sender, as the journal shows it
 * @param destination where its answers go
 * @param send which answers; none when empty
 * @param format how: by default {@code hl7v2}, and {@code fhir} for a FHIR destination
 * @param charset character set of its HL7 v2 messages, also named in MSH-18
 * @param consent category of the Consent that lets it be told of care, a code of {@code
 *     CodeSystem/self-referral}; the answers that need it leave only while the latest one permits
 * @param expiry after which an answer is of no more use; empty for never
 */
public record AnswerSettings(
    String sender,
    String destination,
    @DefaultValue Set<Kind> send,
    @Nullable Format format,
    @DefaultValue("UTF-8") String charset,
    @DefaultValue("consent-share-with-referrer") String consent,
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

  /** Written as documents where FHIR is sent. */
  private static final Set<Kind> LETTERS =
      EnumSet.of(Kind.FIRST_CONTACT, Kind.NOT_ATTENDED, Kind.STEP_UP, Kind.DISCHARGE);

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

  /**
   * The same for the destination that it names.
   *
   * @throws InvalidSettings when that does not take what would be sent
   */
  AnswerSettings fitting(DestinationSettings to) {
    var usual = to.kind() == DestinationSettings.Kind.FHIR ? Format.FHIR : Format.HL7V2;
    var chosen = format == null ? usual : format;
    if (to.kind() == DestinationSettings.Kind.FHIR && chosen != Format.FHIR) {
      throw mismatch("a fhir destination takes no HL7 v2; leave format out");
    }
    if (to.kind() == DestinationSettings.Kind.MLLP && chosen != Format.HL7V2) {
      throw mismatch("an mllp destination takes HL7 v2 alone; leave format out");
    }
    if (chosen == Format.FHIR && !Charset.forName(charset).equals(StandardCharsets.UTF_8)) {
      throw mismatch("charset is of HL7 v2, and FHIR is always UTF-8; leave charset out");
    }
    if (to.takesMessagesOnly() && send.stream().anyMatch(LETTERS::contains)) {
      throw mismatch(
          "first-contact, not-attended, step-up and discharge are documents, which"
              + " $process-message does not take; give them an entry of their own with another"
              + " destination");
    }
    return new AnswerSettings(sender, destination, send, chosen, charset, consent, expiry);
  }

  private InvalidSettings mismatch(String rule) {
    return new InvalidSettings("parley.outbox.answers: " + sender + ": " + rule);
  }

  /** How long an answer is of use, empty for ever. */
  public Optional<Duration> lifetime() {
    return Optional.ofNullable(expiry);
  }
}
