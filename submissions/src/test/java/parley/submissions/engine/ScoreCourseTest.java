package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.course.CourseModel;
import parley.submissions.record.OnlyOpenCourse;
import parley.submissions.rule.RecordFault;
import parley.submissions.rule.Submission;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewReader;

/** A score that names no course is in a table or in the report; with dates that cannot be read. */
class ScoreCourseTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();

  /** SQL and the reader of courses say the same of two courses of one person. */
  @ParameterizedTest
  @CsvSource({
    "2026-07-01..2026-10-05, 2026-10-10.., 2026-10-05, one",
    "2026-07-01..2026-10-05, 2026-10-10.., 2026-10-10T00:30:00+01:00, two",
    "2026-07-01..2026-10-05, 2026-10-10.., 2026-10-07, none",
    "2026-07-01..2026-10-05, 2026-10-10.., 2026-10-05T23:30:00Z, none",
    "2026-07-01..2026-10-10, 2026-10-10.., 2026-10-10, none",
    "2026-07-01..2026-10-10, 2026-10-10.., 2026-10-31, two",
    "2026-07-01.., 2026-08-01.., 2026-10-10, none",
    "2026-07-01..2026-10, 2026-10-20.., 2026-10-10, one",
    "2026-07-01..2026-09-01, 2026-10.., 2026-10-10, none",
    "2026-07-01..2026-10-09, 2026-11-01.., 2026-10-10, one",
  })
  void aScoreOfSeveralCoursesIsOfTheOnlyOneThatWasOpen(
      String first, String second, String day, String of) {
    var one = course("one", first);
    var two = course("two", second);
    var score = score(day);
    var made = made(one, two, score);
    var rows = made.rows("IDS606").stream().map(row -> row.value("ServiceRequestId")).toList();
    var faults = made.faults().stream().filter(f -> f.kind() == RecordFault.Kind.COURSE).toList();
    if (of.equals("none")) {
      assertThat(rows).isEmpty();
      assertThat(faults).extracting(RecordFault::resource).containsExactly("Observation/score");
    } else {
      var referral =
          made.rows("IDS101").stream()
              .filter(row -> row.resource().equals(Optional.of("EpisodeOfCare/" + of)))
              .findFirst()
              .orElseThrow();
      assertThat(rows).containsExactly(referral.value("ServiceRequestId"));
      assertThat(faults).isEmpty();
    }
    // A course that begins after the month is none of its courses yet; the reader has the day
    // alone.
    if (!second.startsWith("2026-11")) {
      assertThat(OnlyOpenCourse.of(score, List.of(one, two)).map(Resource::getIdPart))
          .isEqualTo(Optional.of(of).filter(id -> !id.equals("none")));
    }
  }

  @Test
  void datesOfTheMonthThatAreNoDayAreSaidOnce() {
    var made = made(course("one", "2026-07-01.."), score("2026-10"));
    assertThat(made.rows("IDS606")).isEmpty();
    assertThat(made.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(RecordFault.Kind.DATE);
              assertThat(fault.resource()).isEqualTo("Observation/score");
              assertThat(fault.element()).isEqualTo("effective");
            });
    assertThat(made(course("one", "2026-07-01.."), score("2026-09")).faults()).isEmpty();
  }

  /** However it names the course; but not what brings the course into the month by itself. */
  @ParameterizedTest
  @CsvSource({
    "2026-09-30, 2026-10-05, 720433000, ended",
    "2026-10-01, 2026-10-05, 720433000, sent",
    "2026-09, 2026-10-05, 720433000, ended",
    "2026-09-30, 2026-09-30, 720433000, none",
    "2026-09-30, 2026-11-01, 720433000, none",
    "2026-09-30, 2026-10-05, 747861000000100, sent",
  })
  void aScoreOfAfterTheDischargeIsSaidWhenTheMonthHasItsCourseNoMore(
      String end, String day, String tool, String becomes) {
    var named = score(day);
    named.getCode().getCodingFirstRep().setCode(tool);
    named
        .addExtension()
        .setUrl("http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare")
        .setValue(new Reference("EpisodeOfCare/one"));
    var made = made(course("one", "2026-07-01.." + end), named);
    assertThat(made.rows("IDS606")).hasSize(becomes.equals("sent") ? 1 : 0);
    var ended = made.faults().stream().filter(f -> f.kind() == RecordFault.Kind.ENDED).toList();
    if (becomes.equals("ended")) {
      assertThat(ended)
          .extracting(RecordFault::resource, RecordFault::element)
          .containsExactly(tuple("Observation/score", "effective"));
    } else {
      assertThat(ended).isEmpty();
    }
  }

  @Test
  void aScoreThatNamesNoCourseAndAContactAfterTheDischargeAreSaidToo() {
    var contact = new Encounter();
    contact.setId("contact");
    contact.setStatus(Encounter.EncounterStatus.FINISHED);
    contact.setSubject(new Reference("Patient/p"));
    contact.addEpisodeOfCare(new Reference("EpisodeOfCare/one"));
    contact.setPeriod(new Period().setStartElement(new DateTimeType("2026-10-05T10:00:00+01:00")));
    contact
        .addExtension()
        .setUrl("https://parley.example/fhir/StructureDefinition/attendance")
        .setValue(new CodeableConcept(new Coding().setCode("5")));
    assertThat(made(course("one", "2026-07-01..2026-09-30"), score("2026-10-05"), contact).faults())
        .extracting(RecordFault::kind, RecordFault::resource)
        .containsExactlyInAnyOrder(
            tuple(RecordFault.Kind.ENDED, "Encounter/contact"),
            tuple(RecordFault.Kind.ENDED, "Observation/score"));
  }

  /** What the measures cannot read reaches whoever judges the tables. */
  @Test
  void aCourseThatEndsBeforeItBeginsIsSaid() {
    assertThat(made(course("one", "2026-10-09..2026-10-08")).faults())
        .extracting(RecordFault::resource, RecordFault::element)
        .containsExactly(tuple("EpisodeOfCare/one", "period.end"));
    assertThat(made(course("one", "2026-10..")).faults())
        .extracting(RecordFault::resource, RecordFault::element)
        .containsExactly(tuple("EpisodeOfCare/one", "period.start"));
  }

  private static Submission made(Resource... courseAndScores) {
    var record = new ArrayList<>(List.of(courseAndScores));
    var patient = new Patient();
    patient.setId("p");
    record.add(patient);
    var made =
        new PeriodTables(new ViewReader(), CourseModel.packaged(), EngineLimits.IN_MEMORY)
            .make(
                type ->
                    record.stream()
                        .filter(one -> one.fhirType().equals(type))
                        .map(one -> FHIR.newJsonParser().encodeResourceToString(one))
                        .map(ResourceText::of),
                October.ORDER,
                List.of());
    assertThat(made).isInstanceOf(PeriodTables.Result.Made.class);
    return ((PeriodTables.Result.Made) made).submission();
  }

  private static EpisodeOfCare course(String id, String dates) {
    var days = dates.split("\\.\\.", -1);
    var course = new EpisodeOfCare();
    course.setId(id);
    course.setStatus(EpisodeOfCare.EpisodeOfCareStatus.ACTIVE);
    course.setPatient(new Reference("Patient/p"));
    course
        .getManagingOrganization()
        .getIdentifier()
        .setSystem("https://fhir.nhs.uk/Id/ods-organization-code")
        .setValue("RZ9");
    var period = new Period().setStartElement(new DateTimeType(days[0]));
    course.setPeriod(days[1].isEmpty() ? period : period.setEndElement(new DateTimeType(days[1])));
    return course;
  }

  private static Observation score(String day) {
    var score = new Observation();
    score.setId("score");
    score.setStatus(Observation.ObservationStatus.FINAL);
    score.addCategory().addCoding().setCode("survey");
    score.getCode().addCoding().setSystem("http://snomed.info/sct").setCode("720433000");
    score.setSubject(new Reference("Patient/p"));
    score.setEffective(new DateTimeType(day));
    score.setValue(new Quantity(12));
    return score;
  }
}
