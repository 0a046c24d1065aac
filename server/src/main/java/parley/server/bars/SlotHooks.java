package parley.server.bars;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import parley.mappings.ProblemCode;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.Outcomes;
import parley.server.store.SlotBooking;
import parley.server.store.SlotTaken;

/**
 * Holds every write of an Appointment through the endpoint to the rule that a slot is booked once;
 * messages are held to it by the store.
 */
@Interceptor
public final class SlotHooks implements FhirInterceptor {

  /** After the checks of form, which take long and should not be waited for. */
  private static final int AFTER_VALIDATION = 110;

  private final SlotBooking booking;

  SlotHooks(SlotBooking booking) {
    this.booking = booking;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = AFTER_VALIDATION)
  public void creating(IBaseResource resource, RequestDetails request) {
    if (resource instanceof Appointment appointment) {
      settle(Optional.empty(), appointment, request);
    }
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = AFTER_VALIDATION)
  public void updating(IBaseResource before, IBaseResource after, RequestDetails request) {
    if (after instanceof Appointment appointment) {
      settle(Optional.ofNullable(before).map(Appointment.class::cast), appointment, request);
    }
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleting(IBaseResource resource, RequestDetails request) {
    if (resource instanceof Appointment appointment) {
      var gone = appointment.copy().setStatus(AppointmentStatus.CANCELLED);
      settle(Optional.of(appointment), gone, request);
    }
  }

  private void settle(Optional<Appointment> before, Appointment after, RequestDetails request) {
    if (request instanceof SystemRequestDetails) {
      return;
    }
    try {
      SlotWrites.current(booking).settle(before, after);
    } catch (SlotTaken taken) {
      if (taken.problem().code() == ProblemCode.NOT_FOUND) {
        return; // the storage refuses a reference to what is not held, in its own words
      }
      var outcome = Outcomes.of(List.of(taken.problem()));
      if (taken.problem().code() != ProblemCode.SLOT_TAKEN) {
        throw new UnprocessableEntityException(taken.problem().rule(), outcome);
      }
      outcome.getIssueFirstRep().setCode(IssueType.CONFLICT);
      throw new ResourceVersionConflictException(taken.problem().rule(), outcome);
    }
  }
}
