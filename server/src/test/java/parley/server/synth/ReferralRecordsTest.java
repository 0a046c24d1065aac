package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.server.synth.MadeReferral.Discharge;
import parley.submissions.course.Answer;
import parley.submissions.course.Caseness;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.ScorePair;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;
import parley.terminology.Systems;

/** FHIR of made referrals: whole, and worth what the truth says. */
class ReferralRecordsTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final CourseModel MODEL = CourseModel.packaged();

  @Test
  void everyResourceCanBeReadAndEveryReferenceLeadsSomewhere() {
    var known = new HashSet<String>();
    for (var number = 1; number <= 2; number++) {
      ServiceRecords.of(new MadeService(number)).forEach(it -> known.add(address(it)));
    }
    var parser = FHIR.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    var seen = new HashSet<String>();
    for (var referral : MadeOrders.referrals(MadeOrders.year(200, 0.3))) {
      var records = new ReferralRecords(referral, MadeOrders.SCALES);
      var standing = records.asTheyStand();
      standing.forEach(it -> assertThat(seen.add(address(it))).as(address(it)).isTrue());
      var there = new HashSet<>(known);
      there.addAll(seen);
      for (var resource : standing) {
        var text = parser.encodeResourceToString(resource);
        var read = parser.parseResource(text);
        assertThat(references((Resource) read)).as(address(resource)).allMatch(there::contains);
      }
      for (var stage : records.stages()) {
        stage.forEach(it -> there.add(address(it)));
        stage.forEach(it -> assertThat(references(it)).as(address(it)).allMatch(there::contains));
      }
    }
  }

  @Test
  void thePeopleAreMadeAndKnownByTheirNumbers() {
    for (var referral : MadeOrders.referrals(MadeOrders.year(200, 0.3))) {
      var patient =
          (Patient) new ReferralRecords(referral, MadeOrders.SCALES).stages().get(0).get(0);
      var numbers =
          patient.getIdentifier().stream()
              .filter(it -> it.getSystem().equals(Systems.NHS_NUMBER))
              .map(it -> it.getValue())
              .toList();
      assertThat(numbers).hasSize(referral.has(PlantedError.MISSING_NHS_NUMBER) ? 0 : 1);
      assertThat(numbers).allMatch(it -> it.startsWith("999") && NhsNumbers.valid(it));
    }
  }

  @Test
  void theFactsOfEveryCourseAreTheTruth() {
    var shown = EnumSet.noneOf(Intent.class);
    var measures = new HashSet<String>();
    var orders = List.of(MadeOrders.year(400, 0.3), MadeOrders.ended(400, 0));
    for (var order : orders) {
      for (var referral : MadeOrders.referrals(order)) {
        var truth = Truth.of(referral);
        var facts = facts(new ReferralRecords(referral, MadeOrders.SCALES).asTheyStand());
        agree(truth, facts);
        if (referral.isFinished() && truth.recovery().isPresent()) {
          shown.add(referral.intent());
          measures.add(facts.measure().scale().id());
        }
      }
    }
    assertThat(shown)
        .contains(
            Intent.RECOVERED_RELIABLY,
            Intent.IMPROVED,
            Intent.UNCHANGED,
            Intent.DETERIORATED,
            Intent.WELL_UNCHANGED);
    assertThat(measures).contains("gad-7", "pcl-5", "spin", "oci");
  }

  private static void agree(Truth truth, CourseFacts facts) {
    var referral = truth.referral();
    var about = referral.number() + ' ' + String.join(",", truth.row());
    assertThat(facts.course().received()).as(about).isEqualTo(referral.received());
    assertThat(facts.course().discharged())
        .as(about)
        .isEqualTo(referral.discharge().map(Discharge::day));
    assertThat(facts.treatments().stream().map(it -> it.date()))
        .as(about)
        .isEqualTo(truth.treatments());
    assertThat(facts.finished()).as(about).isEqualTo(referral.isFinished());
    assertThat(facts.caseness().value().map(Caseness.AT_CASENESS::equals))
        .as(about)
        .isEqualTo(truth.atCaseness());
    assertThat(code(facts.recovery())).as(about).isEqualTo(truth.recovery());
    assertThat(code(facts.reliableChange())).as(about).isEqualTo(truth.change());
    assertThat(code(facts.reliableRecovery())).as(about).isEqualTo(truth.reliableRecovery());
    assertThat(facts.measure().scale().id()).as(about).isEqualTo(referral.measure());
    assertThat(first(facts.phq9())).as(about).isEqualTo(truth.first("phq-9"));
    assertThat(last(facts.phq9())).as(about).isEqualTo(truth.last("phq-9"));
    assertThat(facts.excluded()).as(about).isEmpty();
  }

  private static CourseFacts facts(List<Resource> records) {
    var resources =
        new CourseResources(
            of(records, EpisodeOfCare.class).findFirst().orElseThrow(),
            of(records, Condition.class).toList(),
            of(records, Encounter.class).toList(),
            of(records, Procedure.class).toList(),
            of(records, Observation.class)
                .filter(it -> it.getCategoryFirstRep().getCodingFirstRep().hasCode())
                .toList());
    var reading = new CourseReader(MadeOrders.SCALES).read(resources);
    assertThat(reading.findings()).isEmpty();
    return MODEL.facts(((CourseReading.Read) reading).course());
  }

  private static <T extends Resource> Stream<T> of(List<Resource> records, Class<T> type) {
    return records.stream().filter(type::isInstance).map(type::cast);
  }

  private static Optional<String> code(Answer<? extends Enum<?>> answer) {
    return answer.value().map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Optional<Integer> first(Optional<ScorePair> pair) {
    return pair.map(it -> it.first().value().intValueExact());
  }

  private static Optional<Integer> last(Optional<ScorePair> pair) {
    return pair.flatMap(ScorePair::last).map(it -> it.value().intValueExact());
  }

  private static Set<String> references(Resource resource) {
    var all = new ArrayList<String>();
    FHIR.newTerser()
        .getAllResourceReferences(resource)
        .forEach(
            it -> {
              var reference = it.getResourceReference().getReferenceElement();
              if (reference.hasIdPart()) {
                all.add(reference.getResourceType() + '/' + reference.getIdPart());
              }
            });
    return new HashSet<>(all);
  }

  private static String address(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdElement().getIdPart();
  }
}
