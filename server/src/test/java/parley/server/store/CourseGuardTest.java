package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import parley.mappings.lifecycle.CourseRecord;

/** Which messages the life cycle is asked about. */
class CourseGuardTest {

  @Test
  void aMessageThatChangesTheStartAloneHasAWordOnTheCourse() {
    assertThat(speaks(course -> {})).isFalse();
    assertThat(speaks(course -> course.setManagingOrganization(new Reference("Organization/a"))))
        .isFalse();
    assertThat(speaks(course -> start(course, "2026-09-02"))).isTrue();
    assertThat(speaks(course -> start(course, "2099-09-01"))).isTrue();
    assertThat(speaks(course -> course.setPeriod(null))).isTrue();
    assertThat(speaks(course -> course.setStatus(EpisodeOfCareStatus.WAITLIST))).isTrue();
  }

  private static boolean speaks(Consumer<EpisodeOfCare> change) {
    var before = new EpisodeOfCare().setStatus(EpisodeOfCareStatus.PLANNED);
    start(before, "2026-09-01");
    var after = before.copy();
    change.accept(after);
    return CourseGuard.speaks(record(before), record(after));
  }

  private static CourseRecord record(EpisodeOfCare course) {
    return new CourseRecord(course, Optional.empty(), List.of());
  }

  private static void start(EpisodeOfCare course, String day) {
    course.getPeriod().setStartElement(new DateTimeType(day));
  }
}
