package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.camelroutes.JournalEntry.State;
import parley.camelroutes.RecordStore;
import parley.camelroutes.StoreUnavailable;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.appointment.ContactEncounter;
import parley.mappings.lifecycle.Lifecycle;
import parley.server.database.StoreFailures;
import parley.server.journal.JournalRows;
import parley.terminology.Terminology;

/**
 * The FHIR store on HAPI's JPA DAOs. A message's record, the identifiers it brings and its journal
 * row are written in one database transaction.
 */
public final class JpaRecordStore implements RecordStore {

  private static final Logger LOG = LoggerFactory.getLogger(JpaRecordStore.class);

  /** How often a message is tried that other transactions got in the way of. */
  private static final int TRIES = 6;

  private final IHapiTransactionService transactions;
  private final JournalRows journal;
  private final Identities identities;
  private final PersonResolver resolver;
  private final PeopleLock people;
  private final StoredRecords records;
  private final RecordWriter writer;
  private final PatientJoiner joiner;
  private final ReviewTasks reviews;
  private final ReferralLinks referrals;
  private final ReferralOrigins origins;
  private final HeldNames names;
  private final BookedSlots slots;
  private final AppointmentContacts contacts;

  public JpaRecordStore(
      FhirContext context,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      JdbcTemplate jdbc,
      EntityManagerFactory sessions,
      Lifecycle lifecycle,
      Terminology terminology) {
    this.transactions = transactions;
    this.journal = new JournalRows(jdbc);
    this.identities = new Identities(jdbc);
    this.records =
        new StoredRecords(
            daos, jdbc, SharedEntityManagerCreator.createSharedEntityManager(sessions));
    this.resolver = new PersonResolver(identities, records);
    this.people = new PeopleLock(identities);
    var courses = new CourseGuard(new HeldCourses(records, identities), lifecycle);
    this.writer = new RecordWriter(context, records, identities, Optional.of(courses));
    this.joiner = new PatientJoiner(records, writer, identities);
    this.reviews = new ReviewTasks(records);
    this.referrals = new ReferralLinks(records);
    this.origins = new ReferralOrigins(jdbc);
    this.names = new HeldNames(records);
    this.slots = new BookedSlots(records, new SlotBooking(records, identities));
    this.contacts = new AppointmentContacts(records, new ContactEncounter(terminology));
  }

  @Override
  public List<Result> apply(List<Work> works) {
    if (works.size() == 1) {
      return List.of(applyAlone(works.get(0)));
    }
    try {
      return StoreFailures.translating(() -> together(works));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // One of them failed and took the others with it; alone, each gets its own result.
      return works.stream().map(this::applyAlone).toList();
    }
  }

  private Result applyAlone(Work work) {
    for (var attempt = 1; ; attempt++) {
      try {
        return StoreFailures.translating(() -> together(List.of(work))).get(0);
      } catch (SubjectChange change) {
        return parkInstead(work, change.conflict());
      } catch (CourseConflict change) {
        return parkInstead(work, change.conflict());
      } catch (SlotTaken taken) {
        return refuse(work, taken.problem());
      } catch (UnprocessableEntityException | InvalidRequestException e) {
        return refuse(work, e);
      } catch (RuntimeException e) {
        if (!inTheWay(e)) {
          throw e;
        }
        if (attempt == TRIES) {
          throw new StoreUnavailable("other transactions were in the way too often", e);
        }
        pause(attempt);
      }
    }
  }

  /** Longer each time and never the same, so that two in each other's way part. */
  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(10L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while another transaction was in the way", e);
    }
  }

  private static boolean inTheWay(RuntimeException failure) {
    return failure instanceof ResourceVersionConflictException || StoreFailures.concurrent(failure);
  }

  private List<Result> together(List<Work> works) {
    var details = new TransactionDetails();
    return transactions
        .withRequest(StoredRecords.request())
        .withTransactionDetails(details)
        .execute(
            () -> {
              var standings = standings(works);
              lockPeople(works);
              var results = new ArrayList<Result>();
              for (var work : works) {
                results.add(applyNow(work, standings.get(work.entryId()), details));
              }
              return results;
            });
  }

  private void lockPeople(List<Work> works) {
    people.lock(works.stream().flatMap(work -> work.bundle().people().stream()).toList());
  }

  private Map<Long, JournalRows.Standing> standings(List<Work> works) {
    var standings = new LinkedHashMap<Long, JournalRows.Standing>();
    for (var standing : journal.lock(works.stream().map(Work::entryId).toList())) {
      standings.put(standing.id(), standing);
    }
    return standings;
  }

  private Result applyNow(Work work, JournalRows.Standing standing, TransactionDetails details) {
    if (standing.state() == State.APPLIED) {
      journal.noteRepeat(work.entryId(), work.attempt());
      return new Result.AlreadyApplied(standing.answer());
    }
    var resolution = resolver.resolve(work.bundle());
    if (resolution instanceof Resolution.Conflict conflict) {
      return park(work, conflict, details);
    }
    var ids = ((Resolution.Resolved) resolution).ids();
    MessageWrites.begin(details, work.entryId());
    write(work, ids, details);
    origins.note(work.entryId(), work.bundle());
    reviews.complete(work.entryId(), details);
    var answer = work.answers().answer(State.APPLIED, work.warnings());
    journal.close(work.entryId(), work.attempt(), State.APPLIED, false, work.warnings(), answer);
    return new Result.Applied(answer);
  }

  private void write(Work work, Map<String, String> ids, TransactionDetails details) {
    var joins =
        work.bundle().entries().stream()
            .filter(RecordBundle.Join.class::isInstance)
            .map(RecordBundle.Join.class::cast)
            .toList();
    var known = ids.entrySet().stream().anyMatch(id -> !id.getKey().equals(id.getValue()));
    if (joins.isEmpty() && known) {
      // Allergies and the like take their ids from the person's, so they are made anew from it.
      var bundle = completed(work.mappedAgain().apply(ids));
      writer.write(referrals.linked(bundle, same(ids)), Map.of(), details);
      return;
    }
    writer.write(referrals.linked(completed(work.bundle()), ids), ids, details);
    joins.forEach(join -> joiner.join(join, ids, details));
  }

  /** With what follows from an appointment: its slot, and the contact that it has become. */
  private RecordBundle completed(RecordBundle bundle) {
    return contacts.followed(slots.booked(names.named(bundle)));
  }

  /** What is mapped again has the Patients' own ids. */
  private static Map<String, String> same(Map<String, String> ids) {
    return ids.values().stream().distinct().collect(Collectors.toMap(id -> id, id -> id));
  }

  private Result park(Work work, Resolution.Conflict conflict, TransactionDetails details) {
    reviews.ask(work.entryId(), conflict, details);
    var problems = new ArrayList<>(work.warnings());
    problems.add(conflict.problem());
    var answer = work.answers().answer(State.PARKED, problems);
    journal.close(work.entryId(), work.attempt(), State.PARKED, false, problems, answer);
    return new Result.Parked(problems, answer);
  }

  /** In a transaction of its own, after that of the attempt was taken back. */
  private Result parkInstead(Work work, Resolution.Conflict conflict) {
    var details = new TransactionDetails();
    return StoreFailures.translating(
        () ->
            transactions
                .withRequest(StoredRecords.request())
                .withTransactionDetails(details)
                .execute(
                    () -> {
                      var standing = journal.lock(List.of(work.entryId())).get(0);
                      if (standing.state() == State.APPLIED) {
                        journal.noteRepeat(work.entryId(), work.attempt());
                        return (Result) new Result.AlreadyApplied(standing.answer());
                      }
                      var held =
                          conflict.candidates().stream()
                              .filter(id -> records.read("Patient", id).isPresent())
                              .toList();
                      return park(
                          work,
                          new Resolution.Conflict(conflict.problem(), held, conflict.task()),
                          details);
                    }));
  }

  /** HAPI refuses what was mapped: ours to mend, so the text names no value of the message. */
  private Result refuse(Work work, BaseServerResponseException refusal) {
    LOG.warn(
        "journal entry {}: the store refuses the record: {}",
        work.entryId(),
        refusal.getClass().getSimpleName());
    return refuse(
        work,
        Problem.error(
            ProblemCode.PROFILE,
            "MSG",
            "the FHIR store refuses the record made of this message",
            "tell the gateway's operator; after a correction the message can be replayed"));
  }

  private Result refuse(Work work, Problem problem) {
    var problems = new ArrayList<>(work.warnings());
    problems.add(problem);
    return StoreFailures.translating(
        () ->
            transactions
                .withRequest(StoredRecords.request())
                .execute(
                    () -> {
                      journal.lock(List.of(work.entryId()));
                      var answer = work.answers().answer(State.REJECTED, problems);
                      journal.close(
                          work.entryId(), work.attempt(), State.REJECTED, false, problems, answer);
                      return (Result) new Result.Refused(problems, answer);
                    }));
  }
}
