package parley.server.outbox;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Provenance;
import parley.mappings.lifecycle.CourseState;
import parley.mappings.outbound.Answer;
import parley.mappings.outbound.Answer.Booking;
import parley.mappings.outbound.Answer.Verdict;
import parley.server.store.MessageWrites;

/**
 * Sees what happens to referred people, over REST or by message, and has the referrer told, in the
 * same transaction. States are read off the Provenance that every change of a course writes, so
 * that nothing is told that the life cycle refuses. Registered with the storage, which sees
 * messages too.
 */
@Interceptor
public final class ReferralAnswers {

  /** States in which a booking has served, and is not taken back. */
  private static final Set<AppointmentStatus> SERVED =
      Set.of(
          AppointmentStatus.FULFILLED,
          AppointmentStatus.NOSHOW,
          AppointmentStatus.ARRIVED,
          AppointmentStatus.CHECKEDIN);

  private final Referrers referrers;
  private final Letters letters;

  ReferralAnswers(Referrers referrers, Letters letters) {
    this.referrers = referrers;
    this.letters = letters;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(
      IBaseResource resource, RequestDetails request, TransactionDetails transaction) {
    if (!referrers.any()) {
      return;
    }
    // Anybody may write a Provenance; those of the life cycle and of messages are the store's own.
    if (resource instanceof Provenance provenance && request instanceof SystemRequestDetails) {
      changed(provenance, MessageWrites.entry(transaction));
    } else if (resource instanceof Appointment booking) {
      booked(Optional.empty(), booking, MessageWrites.entry(transaction));
    } else if (resource instanceof Encounter contact) {
      met(Optional.empty(), contact, MessageWrites.entry(transaction));
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, TransactionDetails transaction) {
    if (!referrers.any()) {
      return;
    }
    if (after instanceof Appointment booking) {
      booked(Optional.ofNullable((Appointment) before), booking, MessageWrites.entry(transaction));
    } else if (after instanceof Encounter contact) {
      met(Optional.ofNullable((Encounter) before), contact, MessageWrites.entry(transaction));
    } else if (before instanceof EpisodeOfCare was && after instanceof EpisodeOfCare is) {
      letters.steppedUp(was, is);
    }
  }

  /**
   * A course has changed its state.
   *
   * @param message journal row of the message that changed it, empty when that was done here
   */
  private void changed(Provenance provenance, Optional<Long> message) {
    var codes =
        provenance.getActivity().getCoding().stream()
            .filter(coding -> CourseState.SYSTEM.equals(coding.getSystem()))
            .map(coding -> coding.getCode())
            .toList();
    var referral =
        provenance.getTarget().stream()
            .map(target -> target.getReferenceElement())
            .filter(id -> "ServiceRequest".equals(id.getResourceType()))
            .map(id -> id.getIdPart())
            .findFirst();
    if (codes.isEmpty() || referral.isEmpty() || codes.contains("days-corrected")) {
      return;
    }
    var state = codes.get(0);
    var at = provenance.getRecorded().toInstant();
    switch (state) {
      case "accepted", "assessment", "treatment" ->
          referrers.decided(referral.get(), "accepted", Verdict.ACCEPTED, message, at);
      case "rejected" -> referrers.decided(referral.get(), state, Verdict.REJECTED, message, at);
      case "redirected" ->
          referrers.decided(referral.get(), state, Verdict.REDIRECTED, message, at);
      case "withdrawn" -> referrers.withdrawn(referral.get(), message, at);
      case "received" -> referrers.reopened(referral.get());
      case "discharged", "lapsed" -> letters.discharged(provenance, referral.get(), at);
      default -> {
        // Triaged, entered in error, onward referral: the referrer is told nothing.
      }
    }
  }

  /** What stood and no longer does is told as cancelled, whatever it has become. */
  private void booked(Optional<Appointment> before, Appointment after, Optional<Long> message) {
    var was = before.filter(ReferralAnswers::stands).isPresent();
    var is = stands(after);
    var moved =
        before
            .filter(
                it ->
                    it.getStartElement().equalsDeep(after.getStartElement())
                        && it.getEndElement().equalsDeep(after.getEndElement()))
            .isEmpty();
    if (is && !was) {
      letters.booked(new Answer.Booked(Booking.NEW, after), message);
    } else if (is && moved) {
      letters.booked(new Answer.Booked(Booking.CHANGED, after), message);
    } else if (was && !is && !SERVED.contains(after.getStatus())) {
      letters.booked(new Answer.Booked(Booking.CANCELLED, after), message);
    }
  }

  /** A booking without a time, or with one that is said to be unknown, is none that can be told. */
  private static boolean stands(Appointment booking) {
    var status = booking.getStatus();
    return booking.getStartElement().hasValue()
        && (status == AppointmentStatus.BOOKED || status == AppointmentStatus.PENDING);
  }

  private void met(Optional<Encounter> before, Encounter after, Optional<Long> message) {
    var now = Attended.of(after);
    if (!now.equals(before.flatMap(Attended::of))) {
      now.ifPresent(attended -> letters.met(attended, after, message));
    }
  }
}
