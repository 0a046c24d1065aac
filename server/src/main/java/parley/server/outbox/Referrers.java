package parley.server.outbox;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.camelroutes.outbox.Outbox;
import parley.camelroutes.outbox.OutboxDraft;
import parley.mappings.outbound.Answer;
import parley.mappings.outbound.ControlIds;
import parley.mappings.outbound.FhirAnswers;
import parley.mappings.outbound.Hl7Answers;
import parley.mappings.outbound.Origin;
import parley.server.settings.AnswerSettings;
import parley.server.settings.AnswerSettings.Format;
import parley.server.settings.AnswerSettings.Kind;
import parley.server.store.ReferralOrigins;

/** Those who sent referrals, what each wants to be told, and the writing of it into the outbox. */
final class Referrers {

  private final List<AnswerSettings> settings;
  private final ReferralOrigins origins;
  private final Outbox outbox;

  Referrers(List<AnswerSettings> settings, ReferralOrigins origins, Outbox outbox) {
    this.settings = List.copyOf(settings);
    this.origins = origins;
    this.outbox = outbox;
  }

  /** Whether anybody is told anything. */
  boolean any() {
    return !settings.isEmpty();
  }

  /**
   * Somebody to be told.
   *
   * @param origin how the referral came
   * @param wishes the entry of its sender that has the answer
   */
  record Referrer(Origin origin, AnswerSettings wishes) {}

  /** Who sent a referral, when they are to be told things of a kind. */
  Optional<Referrer> wanting(String referralId, Kind kind) {
    return origins
        .find(referralId)
        .flatMap(origin -> wishes(origin, kind).map(wishes -> new Referrer(origin, wishes)));
  }

  /** A sender has at most one entry with each kind. */
  private Optional<AnswerSettings> wishes(Origin origin, Kind kind) {
    return settings.stream()
        .filter(it -> it.sender().equals(origin.sender()) && it.send().contains(kind))
        .findFirst();
  }

  /** Whether a message came from who sent the referral. */
  boolean sent(Referrer to, long message) {
    return origins.sent(to.origin().sender(), message);
  }

  /**
   * A decision, told once however often the course changes afterwards.
   *
   * @param message journal row of the message that decided, empty for a decision made here; who
   *     sent it knows of it
   */
  void decided(
      String referralId, String state, Answer.Verdict verdict, Optional<Long> message, Instant at) {
    tell(referralId, state, Kind.DECISION, new Answer.Decided(verdict), message, at);
  }

  void withdrawn(String referralId, Optional<Long> message, Instant at) {
    tell(referralId, "withdrawn", Kind.CANCELLATION, new Answer.Withdrawn(), message, at);
  }

  /** What is decided next is told, though it be what was decided before. */
  void reopened(String referralId) {
    origins.tell(referralId, "received");
  }

  private void tell(
      String referralId,
      String state,
      Kind kind,
      Answer answer,
      Optional<Long> message,
      Instant at) {
    var number = origins.tell(referralId, state);
    if (number.isEmpty()) {
      return;
    }
    wanting(referralId, kind)
        .filter(to -> message.filter(it -> sent(to, it)).isEmpty())
        .ifPresent(to -> put(to, answer, at, state, String.valueOf(number.getAsInt())));
  }

  /**
   * Writes an answer and puts it into the outbox.
   *
   * @param cause what makes it this answer and no other, beside the referral
   */
  void put(Referrer to, Answer answer, Instant at, String... cause) {
    var referral = to.origin().referralId();
    var id = String.join("|", cause);
    var written =
        to.wishes().format() == Format.FHIR
            ? new FhirAnswers().write(to.origin(), answer, ControlIds.uuid(referral, id), at)
            : new Hl7Answers(Charset.forName(to.wishes().charset()))
                .write(to.origin(), answer, ControlIds.hl7(referral, id), at);
    outbox.put(
        new OutboxDraft(
            to.wishes().destination(),
            written.kind(),
            "ServiceRequest/" + referral,
            written.bytes(),
            written.contentType(),
            written.messageId(),
            to.origin().correlationId(),
            to.wishes().lifetime().map(at::plus)));
  }
}
