package parley.submissions.measure;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.submissions.record.CourseResources;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;
import parley.terminology.Systems;

/** The service of {@code measures/october.txt}, whose head says how it is written. */
public final class MadeMonth implements ViewResources {

  private static final Path FILE = Path.of("src/test/resources/measures/october.txt");
  private static final Map<String, String> SCALES =
      Map.of(
          "phq-9", "720433000",
          "gad-7", "445455005",
          "oci", "450324005",
          "spin", "445552006",
          "pcl-5", "491581000000104",
          "wsas-work", "932621000000100");

  private final List<Resource> others = new ArrayList<>();
  private final List<CourseResources> courses = new ArrayList<>();

  private MadeMonth() {
    for (var ods : List.of("RZ9", "RX1", "QWO", "QXX")) {
      var organisation = new Organization();
      organisation.setId(ods);
      organisation.addIdentifier().setSystem(Systems.ODS_ORGANISATION).setValue(ods);
      others.add(organisation);
    }
  }

  /** Everything that the file says. */
  public static MadeMonth read() {
    var month = new MadeMonth();
    try (var lines = Files.lines(FILE)) {
      lines
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
          .forEach(month::course);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return month;
  }

  /** The courses one by one, as the course reader is given them. */
  public List<CourseResources> courses() {
    return courses;
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    var parser = FhirContext.forR4Cached().newJsonParser();
    var all =
        Stream.concat(
            others.stream(),
            courses.stream()
                .flatMap(
                    one ->
                        Stream.of(
                                List.of(one.episode()),
                                one.conditions(),
                                one.encounters(),
                                one.procedures(),
                                one.observations())
                            .flatMap(List::stream)));
    return all.filter(one -> one.fhirType().equals(resourceType))
        .map(one -> ResourceText.of(parser.encodeResourceToString(one)));
  }

  private void course(List<String> columns) {
    if (columns.size() != 9) {
      throw new IllegalArgumentException("nine columns wanted: " + columns.get(0));
    }
    var id = columns.get(0);
    patient(id, tokens(columns.get(1)));
    var conditions = new ArrayList<Condition>();
    var encounters = new ArrayList<Encounter>();
    var procedures = new ArrayList<Procedure>();
    var episode = episode(id, tokens(columns.get(2)), tokens(columns.get(3)));
    if (!columns.get(4).isEmpty()) {
      conditions.add(problem(id, columns.get(4), episode));
    }
    tokens(columns.get(5)).forEach(token -> contact(id, token, encounters, procedures));
    tokens(columns.get(6)).forEach(token -> procedures.add(log(id, token)));
    courses.add(
        new CourseResources(
            episode, conditions, encounters, procedures, scores(id, columns.get(7))));
  }

  private void patient(String id, List<String> tokens) {
    var patient = new Patient();
    patient.setId("p-" + id);
    patient.addExtension(own("stated-gender", "nhs-person-stated-gender", tokens.get(0)));
    if (!tokens.get(1).equals("-")) {
      patient.setBirthDateElement(new DateType(tokens.get(1)));
    }
    if (!tokens.get(2).equals("-")) {
      patient.addExtension(
          new Extension(
              Systems.EXT_ETHNIC_CATEGORY, concept(Systems.UKCORE_ETHNIC_CATEGORY, tokens.get(2))));
    }
    others.add(patient);
    if (tokens.size() > 3) {
      var condition = new Condition();
      condition.setId("ltc-" + id);
      condition.setSubject(new Reference("Patient/p-" + id));
      condition.setCode(concept(Systems.ICD_10, "E11.9"));
      condition.addCategory(concept("x", "co-morbidity"));
      others.add(condition);
    }
  }

  private EpisodeOfCare episode(String id, List<String> referral, List<String> dates) {
    var request = new ServiceRequest();
    request.setId("r-" + id);
    request.setSubject(new Reference("Patient/p-" + id));
    if (!referral.get(1).equals("-")) {
      request.addExtension(
          new Extension(
              Systems.EXT_SOURCE_OF_SERVICE_REQUEST,
              concept(Systems.codeSystem("nhs-source-of-referral"), referral.get(1))));
    }
    others.add(request);
    var episode = new EpisodeOfCare();
    episode.setId(id);
    episode.setStatus(EpisodeOfCare.EpisodeOfCareStatus.ACTIVE);
    episode.setPatient(new Reference("Patient/p-" + id));
    episode.addReferralRequest(new Reference("ServiceRequest/r-" + id));
    episode.setManagingOrganization(
        new Reference("Organization/" + (dates.size() > 1 ? dates.get(1) : "RZ9")));
    episode.addExtension(
        new Extension(
            Systems.structureDefinition("commissioner"),
            new Reference("Organization/" + referral.get(0))));
    var days = dates.get(0).split("\\.\\.", -1);
    episode.setPeriod(period(days[0], days[1]));
    return episode;
  }

  private static Condition problem(String id, String code, EpisodeOfCare episode) {
    var condition = new Condition();
    condition.setId("d-" + id);
    condition.setSubject(new Reference("Patient/p-" + id));
    var british = code.endsWith("@uk");
    condition.setCode(
        concept(
            british ? "http://hl7.org/fhir/sid/icd-10-uk" : Systems.ICD_10,
            code.replace("@uk", "")));
    condition.setRecordedDateElement(new DateTimeType("2026-06-01"));
    episode
        .addDiagnosis()
        .setCondition(new Reference("Condition/d-" + id))
        .setRole(concept(Systems.codeSystem("nhs-presenting-complaint-significance"), "1"));
    return condition;
  }

  private static void contact(
      String id, String token, List<Encounter> encounters, List<Procedure> procedures) {
    var parts = token.split(":", -1);
    var flags = parts.length > 3 ? parts[3] : "";
    var encounter = new Encounter();
    encounter.setId("k-" + id + '-' + parts[0]);
    encounter.setStatus(Encounter.EncounterStatus.FINISHED);
    encounter.addEpisodeOfCare(new Reference("EpisodeOfCare/" + id));
    encounter.setPeriod(new Period().setStartElement(day(parts[0])));
    encounter.addType(concept(Systems.codeSystem("nhs-appointment-type"), parts[1]));
    encounter.addExtension(own("attendance", "nhs-attended-or-did-not-attend", parts[2]));
    encounter.addExtension(
        own("planned-contact", "nhs-planned-care-contact", flags.contains("N") ? "N" : "Y"));
    if (flags.contains("I")) {
      encounter.addExtension(
          own("long-term-condition-service", "nhs-long-term-condition-service", "Y"));
    }
    encounters.add(encounter);
    if (flags.contains("E")) {
      var support = new Procedure();
      support.setId("a-" + id + '-' + parts[0]);
      support.setStatus(ProcedureStatus.COMPLETED);
      support.setEncounter(new Reference("Encounter/" + encounter.getIdPart()));
      support.setCode(concept(Systems.SNOMED_CT, "1098051000000103"));
      procedures.add(support);
    }
  }

  private static Procedure log(String id, String token) {
    var log = new Procedure();
    log.setId("l-" + id + '-' + token.substring(0, "10-01".length()));
    log.setStatus(ProcedureStatus.COMPLETED);
    log.setCategory(concept(Systems.codeSystem("activity-category"), "internet-enabled-therapy"));
    log.addExtension(
        new Extension(Systems.EXT_EPISODE_OF_CARE, new Reference("EpisodeOfCare/" + id)));
    var parts = token.split("[~=]", -1);
    log.setPerformed(period(parts[0], parts[1]));
    var time = new Duration();
    time.setValue(new BigDecimal(parts[2])).setCode("min");
    log.addExtension(new Extension(Systems.structureDefinition("clinical-time"), time));
    return log;
  }

  private static List<Observation> scores(String id, String column) {
    var scores = new ArrayList<Observation>();
    for (var scale : column.split(";")) {
      var tokens = tokens(scale);
      for (var token : tokens.subList(Math.min(1, tokens.size()), tokens.size())) {
        var score = new Observation();
        score.setId("s-" + id + '-' + scores.size());
        score.setStatus(ObservationStatus.FINAL);
        score.addCategory(concept("x", "survey"));
        score.setCode(concept(Systems.SNOMED_CT, SCALES.get(tokens.get(0))));
        score.setEffective(day(token.split("=")[0]));
        score.setValue(new Quantity().setValue(new BigDecimal(token.split("=")[1])));
        score.setSubject(new Reference("Patient/p-" + id));
        link(score, id, scores.size() % 3);
        scores.add(score);
      }
    }
    return scores;
  }

  /** By its course, by its referral, or by nothing but the person, who has one course. */
  private static void link(Observation score, String id, int way) {
    if (way == 0) {
      score.addExtension(
          new Extension(Systems.EXT_EPISODE_OF_CARE, new Reference("EpisodeOfCare/" + id)));
    } else if (way == 1) {
      score.addBasedOn(new Reference("ServiceRequest/r-" + id));
    }
  }

  private static Extension own(String name, String system, String code) {
    return new Extension(
        Systems.structureDefinition(name), concept(Systems.codeSystem(system), code));
  }

  private static CodeableConcept concept(String system, String code) {
    var concept = new CodeableConcept();
    concept.addCoding().setSystem(system).setCode(code);
    return concept;
  }

  private static Period period(String start, String end) {
    var period = new Period().setStartElement(day(start));
    return end.isEmpty() ? period : period.setEndElement(day(end));
  }

  private static DateTimeType day(String monthAndDay) {
    return new DateTimeType("2026-" + monthAndDay);
  }

  private static List<String> tokens(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(one -> !one.isEmpty()).toList();
  }
}
