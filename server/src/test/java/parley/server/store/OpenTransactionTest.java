package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.RecordStore;
import parley.mappings.RecordBundle.Write;
import parley.server.Messages;
import parley.server.RunningGateway;

/**
 * A new room that somebody else is storing at the same moment: whether the other's transaction is
 * kept or taken back, the message refers to a room that is there.
 */
class OpenTransactionTest {

  private static final long SECONDS = 120;

  private final RunningGateway gateway = RunningGateway.shared();
  private final JournalledWork works = new JournalledWork(gateway);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoMessagesNameTheSameNewRoom(boolean kept) throws Exception {
    var room = kept ? "OPENA" : "OPENB";
    var first = works.of(booking(room, "OT-1" + room, kept ? 230 : 231));
    var second = works.of(booking(room, "OT-2" + room, kept ? 232 : 233));
    assertThat(beside(() -> works.apply(first), second, kept)).isInstanceOf(applied());
    assertStored(second);
    assertThat(works.apply(first))
        .isInstanceOf(kept ? RecordStore.Result.AlreadyApplied.class : applied());
    assertStored(first);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientWritesTheRoomThatTheMessageNames(boolean kept) throws Exception {
    var room = kept ? "OPENC" : "OPEND";
    var message = works.of(booking(room, "OT-3" + room, kept ? 234 : 235));
    var written = locations(message).get(1).copy().setDescription("Written by a client");
    written.setPartOf(null);
    Runnable client =
        () ->
            gateway
                .bean(DaoRegistry.class)
                .getResourceDao(Location.class)
                .update(written, StoredRecords.request());
    assertThat(beside(client, message, kept)).isInstanceOf(applied());
    assertStored(message);
  }

  private static Class<RecordStore.Result.Applied> applied() {
    return RecordStore.Result.Applied.class;
  }

  /** Applies a message while another transaction has written and does not end yet. */
  private RecordStore.Result beside(Runnable first, RecordStore.Work message, boolean kept)
      throws Exception {
    var written = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var open =
        CompletableFuture.runAsync(
            () ->
                new TransactionTemplate(gateway.bean(PlatformTransactionManager.class))
                    .executeWithoutResult(
                        status -> {
                          first.run();
                          SharedEntityManagerCreator.createSharedEntityManager(
                                  gateway.bean(EntityManagerFactory.class))
                              .flush();
                          written.countDown();
                          await(end);
                          if (!kept) {
                            status.setRollbackOnly();
                          }
                        }));
    try {
      JournalledWork.await(() -> open.isDone() || written.getCount() == 0);
      assertThat(open).as("is still open").isNotDone();
      var applied = CompletableFuture.supplyAsync(() -> works.apply(message));
      JournalledWork.await(() -> applied.isDone() || works.waiting() >= 1);
      end.countDown();
      open.get(SECONDS, TimeUnit.SECONDS);
      return applied.get(SECONDS, TimeUnit.SECONDS);
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Read the way a client reads, which asks what HAPI remembers of ids. */
  private void assertStored(RecordStore.Work work) {
    var room = locations(work).get(1);
    var stored =
        (Location)
            gateway
                .bean(DaoRegistry.class)
                .getResourceDao("Location")
                .read(new IdType("Location", room.getIdPart()), StoredRecords.request());
    assertThat(stored.getName()).isEqualTo(room.getName());
    assertThat(
            gateway
                .jdbc()
                .queryForObject(
                    "select count(distinct source.res_id) from hfj_res_link link"
                        + " join hfj_resource target on target.res_id = link.target_resource_id"
                        + " join hfj_resource source on source.res_id = link.src_resource_id"
                        + " where target.fhir_id = ? and source.res_type = 'Appointment'"
                        + " and source.fhir_id = any(?)",
                    Integer.class,
                    room.getIdPart(),
                    ids(work, "Appointment").toArray(String[]::new)))
        .as("appointments of the message in the room")
        .isEqualTo(1);
  }

  private static List<Location> locations(RecordStore.Work work) {
    return work.bundle().entries().stream()
        .filter(entry -> entry instanceof Write write && write.resource() instanceof Location)
        .map(entry -> (Location) ((Write) entry).resource())
        .toList();
  }

  private static List<String> ids(RecordStore.Work work, String type) {
    return work.bundle().entries().stream()
        .filter(entry -> entry instanceof Write write && write.resource().fhirType().equals(type))
        .map(entry -> ((Write) entry).resource().getIdPart())
        .toList();
  }

  private static String booking(String room, String controlId, int serial) {
    return """
        MSH|^~\\&|TESTPAS|RXX|PARLEY|RXX|20261102085500||SIU^S12^SIU_S12|%s|P|2.4
        SCH|B%s^TESTPAS||||||^First appointment||50|MIN^minutes|^^^202612011000^202612011050
        PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2
        PV1|1|O
        RGS|1
        AIS|1||^Guided self-help|202612011000|||50|MIN
        AIL|1||%s^^^RXX02^^^^^Quiet room
        """
        .formatted(controlId, controlId, Messages.nhsNumber(serial), room);
  }
}
