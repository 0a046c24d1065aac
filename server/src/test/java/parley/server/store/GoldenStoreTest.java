package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.util.MemoryCacheService;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.camelroutes.Acknowledgements;
import parley.camelroutes.Inlet;
import parley.camelroutes.Intake;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.MessageJournal;
import parley.camelroutes.MessageMapper;
import parley.camelroutes.ProfileCheck;
import parley.camelroutes.RecordStore;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.MessageFormat;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Join;
import parley.mappings.RecordBundle.Write;
import parley.mappings.golden.GoldenCase;
import parley.mappings.lifecycle.CourseState;
import parley.server.RunningGateway;
import parley.terminology.Guide;
import parley.terminology.Systems;

/**
 * Every golden message through journal, mapping, profile check and store on PostgreSQL: what the
 * mapping says is what can be read back.
 */
class GoldenStoreTest {

  /** Types of what comes with the gateway. */
  private static final String DEFINITIONS =
      Guide.packaged().resources().stream()
          .map(Resource::fhirType)
          .distinct()
          .collect(Collectors.joining("', '", "'", "'"));

  private final RunningGateway gateway = RunningGateway.shared();
  private final MessageJournal journal = gateway.bean(MessageJournal.class);
  private final MessageMapper mapper = gateway.bean(MessageMapper.class);

  @TestFactory
  Stream<DynamicTest> goldenMessages() throws InterruptedException {
    awaitQuiet();
    return GoldenCase.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> run(golden)));
  }

  /**
   * What another test left undecided is tried again beside this one, and would store its record.
   */
  private void awaitQuiet() throws InterruptedException {
    var undecided =
        "select count(*) from message_journal"
            + " where state = 'received' or (state = 'parked' and retryable)";
    for (var look = 0; look < 300 && rows(undecided) > 0; look++) {
      Thread.sleep(100);
    }
  }

  private void run(GoldenCase golden) {
    empty();
    var slots = publishSlots(golden);
    var answer =
        new String(
            intake(golden).receive(inlet(golden), golden.content()).answer().orElse(new byte[0]),
            StandardCharsets.ISO_8859_1);
    var entry = onlyEntry();
    assertThat(entry.bytes()).isEqualTo(golden.bytes());
    assertThat(entry.transport()).isEqualTo(golden.transport());
    if (golden.isRejection()) {
      assertThat(entry.state()).isEqualTo(JournalEntry.State.REJECTED);
      assertThat(answer)
          .containsPattern(golden.isHl7() ? "MSA\\|(AE|AR|CE|CR)" : "OperationOutcome");
      assertThat(
              rows("select count(*) from hfj_resource where res_type not in (" + DEFINITIONS + ")"))
          .isEqualTo(slots);
      return;
    }
    assertThat(entry.problems()).noneMatch(problem -> problem.stops());
    assertThat(entry.state()).isEqualTo(JournalEntry.State.APPLIED);
    var bundle = bundle(golden, entry);
    var joins =
        bundle.entries().stream().filter(Join.class::isInstance).map(Join.class::cast).toList();
    for (var each : bundle.entries()) {
      // What is only to be changed is not created.
      if (each instanceof Write write && !(write.when() instanceof RecordBundle.When.Present)) {
        assertStored(afterJoins(write.resource(), joins, bundle), golden);
      }
    }
  }

  /** What the store adds to the two Patients of a join; everything else is as mapped. */
  private static Resource afterJoins(Resource mapped, List<Join> joins, RecordBundle bundle) {
    var resource = mapped.copy();
    for (var join : joins) {
      if (mapped.getIdPart().equals(join.replaced()) && resource instanceof Patient patient) {
        patient.setActive(false);
        // What the survivor bears is found under the survivor alone.
        patient.getIdentifier().removeIf(it -> !Systems.NHS_NUMBER.equals(it.getSystem()));
        patient.getIdentifier().forEach(it -> it.setUse(IdentifierUse.OLD));
        patient
            .addLink()
            .setType(LinkType.REPLACEDBY)
            .getOther()
            .setReference("Patient/" + join.survivor());
      }
      if (mapped.getIdPart().equals(join.survivor()) && resource instanceof Patient patient) {
        patient
            .addLink()
            .setType(LinkType.REPLACES)
            .getOther()
            .setReference("Patient/" + join.replaced());
        bundle.entries().stream()
            .filter(
                entry ->
                    entry instanceof Write write
                        && write.resource().getIdPart().equals(join.replaced()))
            .flatMap(entry -> ((Patient) ((Write) entry).resource()).getIdentifier().stream())
            .filter(identifier -> !identifier.getSystem().equals(Systems.NHS_NUMBER))
            .forEach(
                identifier -> patient.addIdentifier(identifier.copy().setUse(IdentifierUse.OLD)));
      }
    }
    return resource;
  }

  private RecordBundle bundle(GoldenCase golden, JournalEntry entry) {
    var mapped =
        mapper.map(
            new InboundMessage(
                String.valueOf(entry.id()),
                entry.receivedAt(),
                golden.sender(),
                golden.bytes(),
                Map.of(),
                golden.transport()));
    return ((MappingResult.Mapped) mapped).bundle();
  }

  private void assertStored(Resource expected, GoldenCase golden) {
    var stored = stored(expected, golden);
    var parser = gateway.fhir().newJsonParser().setPrettyPrint(true);
    if (stored instanceof Provenance provenance) {
      withoutState(provenance);
    }
    assertThat(parser.encodeResourceToString(plain(stored)))
        .as(golden.name())
        .isEqualTo(parser.encodeResourceToString(plain(expected)));
  }

  private Resource stored(Resource expected, GoldenCase golden) {
    var id = new IdType(expected.fhirType(), expected.getIdPart());
    try {
      var dao = gateway.bean(DaoRegistry.class).getResourceDao(expected.fhirType());
      return (Resource) dao.read(id, StoredRecords.request());
    } catch (ResourceNotFoundException e) {
      var there =
          "select res_type, fhir_id, res_id, res_ver, res_deleted_at from hfj_resource"
              + " where res_type not in (%s) order by res_id".formatted(DEFINITIONS);
      throw new AssertionError(golden.name() + ": " + gateway.jdbc().queryForList(there), e);
    }
  }

  /** The store says in it which state a referral has come to, and of which course. */
  private static void withoutState(Provenance provenance) {
    if (provenance
        .getActivity()
        .getCoding()
        .removeIf(coding -> CourseState.SYSTEM.equals(coding.getSystem()))) {
      provenance
          .getTarget()
          .removeIf(
              target -> "EpisodeOfCare".equals(target.getReferenceElement().getResourceType()));
    }
  }

  /** Without version and time of storing, which are the server's. */
  private static Resource plain(Resource resource) {
    var copy = resource.copy();
    copy.setId(new IdType(resource.fhirType(), resource.getIdPart()));
    copy.setMeta(null);
    return copy;
  }

  private Intake intake(GoldenCase golden) {
    var clock = Clock.fixed(GoldenCase.RECEIVED_AT, ZoneOffset.UTC);
    return new Intake(
        journal,
        gateway.bean(RecordStore.class),
        gateway.bean(ProfileCheck.class),
        mapper,
        new Acknowledgements(clock),
        List.of(inlet(golden)),
        clock);
  }

  private static Inlet inlet(GoldenCase golden) {
    return golden.isHl7()
        ? new Inlet.Http("golden", "/golden", List.of(golden.sender()))
        : new Inlet.Direct("golden", Set.of(MessageFormat.FHIR), List.of(golden.sender()));
  }

  /** The slots that bookings name, as Parley has published them; how many resources that makes. */
  private long publishSlots(GoldenCase golden) {
    var named =
        Pattern.compile("\"Slot/([A-Za-z0-9.-]+)\"").matcher(golden.bundle().orElse("")).results();
    var ids = named.map(found -> found.group(1)).distinct().toList();
    for (var id : ids) {
      var schedule = new Schedule().addActor(new Reference().setDisplay("Assessments"));
      schedule.setId("schedule-" + id);
      var slot = new Slot().setStatus(SlotStatus.FREE);
      slot.setId(id);
      slot.setSchedule(new Reference("Schedule/schedule-" + id));
      // The time that the golden bookings say.
      slot.setStart(Date.from(Instant.parse("2026-11-20T10:00:00Z")));
      slot.setEnd(Date.from(Instant.parse("2026-11-20T10:50:00Z")));
      for (var resource : List.of(schedule, slot)) {
        gateway
            .bean(DaoRegistry.class)
            .getResourceDao(resource.fhirType())
            .update(resource, StoredRecords.request());
      }
    }
    return ids.size() * 2L;
  }

  private JournalEntry onlyEntry() {
    assertThat(rows("select count(*) from message_journal")).isEqualTo(1);
    return journal.find(rows("select id from message_journal")).orElseThrow();
  }

  private long rows(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getLong(1)).get(0);
  }

  /**
   * Removes every message and record; the definitions stay, which other tests need. Waits for who
   * writes: what is stored while the rest goes would stay in halves, and HAPI would remember the
   * numbers of rows that are gone. Nothing but this test removes rows of resources.
   */
  private void empty() {
    gateway
        .jdbc()
        .execute(
            """
            do $$ declare records bigint[]; reference record; emptied regclass; begin
              lock table message_journal, hfj_resource in exclusive mode;
              set local session_replication_role = replica;
              records := array(select res_id from hfj_resource where res_type not in (%s));
              for reference in
                select c.conrelid::regclass name, a.attname id from pg_constraint c
                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                where c.contype = 'f' and c.confrelid = 'hfj_resource'::regclass
              loop
                execute format('delete from %%s where %%I = any($1)', reference.name, reference.id)
                using records;
              end loop;
              delete from hfj_resource where res_id = any(records);
              for emptied in
                with recursive reached(name) as (
                  select unnest(array['message_journal', 'person_identifier']::regclass[])
                  union
                  select conrelid::regclass from pg_constraint join reached on confrelid = name
                  where contype = 'f')
                select name from reached
              loop execute format('delete from %%s', emptied); end loop;
            end $$"""
                .formatted(DEFINITIONS));
    gateway.bean(MemoryCacheService.class).invalidateAllCaches();
  }
}
