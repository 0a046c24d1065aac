package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.mappings.RecordBundle;

/** Writes what follows from a record, in the transaction that writes the record itself. */
public final class FollowingRecords {

  private final Identities identities;
  private final StoredRecords records;
  private final RecordWriter writer;

  public FollowingRecords(
      FhirContext context, DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    this.identities = new Identities(jdbc);
    this.records =
        new StoredRecords(
            daos, jdbc, SharedEntityManagerCreator.createSharedEntityManager(sessions));
    this.writer = new RecordWriter(context, records, identities);
  }

  /** Makes every other transaction that says the same name wait until the caller's ends. */
  public void lock(String name) {
    identities.lockNames(List.of(name));
  }

  /** Sends what has been written so far to the database, where queries see it. */
  public void flush() {
    records.flush();
  }

  /**
   * Makes other transactions that follow the same cause wait until this one ends, and what this one
   * has written so far visible to its own searches.
   *
   * @param cause a name such as {@code Type/id}
   */
  public void takeTurn(String cause) {
    identities.lockNames(List.of(cause));
    records.flush();
  }

  /**
   * Writes into the caller's transaction.
   *
   * @param cause {@code Type/id} of the record they follow from: two writers of it wait for each
   *     other
   * @param entries what to write; nothing of it is validated again
   */
  public void write(String cause, List<RecordBundle.Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    identities.lockNames(List.of(cause));
    // The record itself first, so that what refers to it finds it.
    records.flush();
    writer.write(new RecordBundle(List.of(), entries), Map.of(), new TransactionDetails());
  }
}
