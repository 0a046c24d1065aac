package parley.server.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;

/**
 * The service's EHR: tells the courses of people whom the day's messages referred, over FHIR REST,
 * and asks what they amount to.
 */
final class EhrDay {

  /** Courses told at the same time. */
  private static final int AT_ONCE = 4;

  private final FhirLine line;
  private final long seed;

  EhrDay(FhirLine line, long seed) {
    this.line = line;
    this.seed = seed;
  }

  /**
   * Tells every course.
   *
   * @param referred people whose referrals the gateway has acknowledged
   * @return one result for each
   * @throws InterruptedException when broken off
   */
  List<Told> play(List<InTreatment> referred) throws InterruptedException {
    writeTeam(referred);
    var voices = Executors.newFixedThreadPool(AT_ONCE);
    try {
      var tasks = new ArrayList<Callable<Told>>();
      referred.forEach(person -> tasks.add(() -> told(person)));
      var told = new ArrayList<Told>();
      for (var result : voices.invokeAll(tasks)) {
        told.add(result.get());
      }
      return told;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the EHR of the demo broke off", failure.getCause());
    } finally {
      voices.shutdownNow();
    }
  }

  /** Before the courses, which refer to it. */
  private void writeTeam(List<InTreatment> referred) throws InterruptedException {
    var team = new LinkedHashMap<String, Resource>();
    referred.forEach(
        person -> person.made().team().forEach(it -> team.putIfAbsent(it.getId(), it)));
    for (var member : team.values()) {
      var status = line.put(member);
      if (status != 200 && status != 201) {
        throw new IllegalStateException("the EHR's team could not be stored: HTTP " + status);
      }
    }
  }

  /**
   * What came of one person's course.
   *
   * @param played empty when the gateway holds no course for the referral
   */
  record Told(InTreatment person, Optional<EhrPlayed> played) {

    List<String> mismatches() {
      return played
          .map(EhrPlayed::mismatches)
          .orElseGet(() -> List.of("ehr: no EpisodeOfCare came of referral " + person.referral()));
    }
  }

  private Told told(InTreatment person) throws InterruptedException {
    var episode = episode(person.referral());
    if (episode.isEmpty()) {
      return new Told(person, Optional.empty());
    }
    var course = new EhrCourse(person, episode.get(), seed);
    var answered = new ArrayList<EhrPlayed.Answered>();
    var right = EhrRecords.of(course);
    for (var write : right) {
      answered.add(new EhrPlayed.Answered(write, line.put(write.resource())));
    }
    if (person.mistaken()) {
      for (var write : EhrMistakes.of(course, right)) {
        answered.add(new EhrPlayed.Answered(write, line.put(write.resource())));
      }
    }
    var outcome =
        line.get(Parameters.class, "/fhir/EpisodeOfCare/" + course.id() + "/$outcome")
            .map(CourseAnswer::new);
    return new Told(person, Optional.of(new EhrPlayed(course, answered, outcome)));
  }

  private Optional<EpisodeOfCare> episode(String referral) throws InterruptedException {
    return line
        .get(
            Bundle.class,
            "/fhir/ServiceRequest?identifier="
                + URLEncoder.encode(referral, StandardCharsets.UTF_8)
                + "&_revinclude=EpisodeOfCare:incoming-referral")
        .stream()
        .flatMap(found -> found.getEntry().stream())
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(EpisodeOfCare.class::isInstance)
        .map(EpisodeOfCare.class::cast)
        .findFirst();
  }
}
