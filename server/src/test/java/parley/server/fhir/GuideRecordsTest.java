package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import parley.server.RunningGateway;
import parley.terminology.Guide;

/** Parley's own definitions get into the store, sooner or later. */
class GuideRecordsTest {

  /** Fails as often as it is told to, in the middle of what is stored. */
  private static final class Shaky implements GuideStore {

    private final List<Resource> held = new ArrayList<>();
    private int failures;
    private int writes;

    private Shaky(int failures) {
      this.failures = failures;
    }

    @Override
    public boolean holds(String edition) {
      return held.stream()
          .anyMatch(it -> it.getMeta().getTag(GuideRecords.EDITION, edition) != null);
    }

    @Override
    public void put(Resource resource) {
      if (++writes % 5 == 0 && failures-- > 0) {
        throw failures % 2 == 0
            ? new ResourceVersionConflictException("another gateway")
            : new DataAccessResourceFailureException("the database is away");
      }
      held.removeIf(
          it -> it.fhirType().equals(resource.fhirType()) && it.getId().equals(resource.getId()));
      held.add(resource);
    }
  }

  @Test
  @Timeout(60)
  void whatFailsIsTriedAgainUntilEverythingIsStored() throws Exception {
    var store = new Shaky(3);
    var records = new GuideRecords(store, null, Duration.ofMillis(1));
    assertThat(records.health().getDetails()).containsEntry("definitions", "waiting");
    records.store();
    assertThat(store.failures).isNegative();
    assertThat(store.held).hasSize(Guide.packaged().resources().size());
    assertThat(store.held.get(store.held.size() - 1)).isInstanceOf(ImplementationGuide.class);
    assertThat(records.health().getDetails()).containsEntry("definitions", "stored");
    var before = store.writes;
    records.store();
    assertThat(store.writes).as("stored once").isEqualTo(before);
  }

  @Test
  void valueSetsThatNobodyCanExpandAreNotLeftToHapi() {
    var jdbc = RunningGateway.shared().jdbc();
    var states =
        jdbc.queryForList(
            "select expansion_status from trm_valueset where url like '%/mental-health-problem'",
            String.class);
    // Other tests empty the store; what is there must not wait for an expansion that fails.
    assertThat(states).isSubsetOf("FAILED_TO_EXPAND");
  }
}
