package parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Measures a running gateway: PHQ-9 responses written, validated and scored a second, and then the
 * time of {@code $outcome} for a course of 30 sessions. Exit code 0 when every answer was a
 * success.
 */
public final class ResponseDriver {

  private static final String USAGE =
      """
      ResponseDriver [--base http://127.0.0.1:8080/fhir] [--clients 8] [--seconds 30]
                     [--warmup 60] [--patients 200]
      """;
  private static final String EPISODE =
      "http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare";
  private static final int SESSIONS = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final List<String> people;

  private ResponseDriver(String base, int patients) {
    this.base = base;
    this.people = Stream.generate(() -> UUID.randomUUID().toString()).limit(patients).toList();
  }

  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    try {
      var named = Set.of("base", "clients", "seconds", "warmup", "patients");
      System.exit(run(new Options(List.of(arguments), Set.of(), named)));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static int run(Options options) throws InterruptedException, ExecutionException {
    var driver =
        new ResponseDriver(
            options.text("base", "http://127.0.0.1:8080/fhir"), options.number("patients", 200));
    var failed = driver.prepare();
    var first = driver.write(driver.people.get(0));
    System.out.printf("first write %.0f ms%n", millis(first));
    failed += first < 0 ? 1 : 0;
    var clients = options.number("clients", 8);
    var seconds = options.number("seconds", 30);
    driver.writes(clients, options.number("warmup", 60));
    var writes = driver.writes(clients, seconds);
    System.out.printf(
        "%d clients: %.1f validated and scored responses/s, p50 %.1f ms, p99 %.1f ms%n",
        clients,
        writes.length / (double) seconds,
        percentile(writes, 0.5),
        percentile(writes, 0.99));
    failed += Arrays.stream(writes).filter(nanos -> nanos < 0).count();
    driver.sessions();
    var firstOutcome = driver.outcome();
    System.out.printf("first $outcome %.0f ms%n", millis(firstOutcome));
    failed += firstOutcome < 0 ? 1 : 0;
    var outcomes = LongStream.range(0, 300).map(i -> driver.outcome()).sorted().toArray();
    System.out.printf(
        "$outcome of %d sessions: p50 %.1f ms, p99 %.1f ms%n",
        SESSIONS, percentile(outcomes, 0.5), percentile(outcomes, 0.99));
    failed += Arrays.stream(outcomes).filter(nanos -> nanos < 0).count();
    System.out.println(failed + " failures");
    return failed == 0 ? 0 : 1;
  }

  private long prepare() {
    return people.stream()
        .filter(
            id ->
                put("Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}") < 0
                    || put("EpisodeOfCare/" + id, episode(id)) < 0)
        .count();
  }

  private static String episode(String id) {
    return """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active",
         "patient":{"reference":"Patient/%s"},"period":{"start":"2025-01-01"}}"""
        .formatted(id, id);
  }

  /** Sorted times; a failure is a negative time. */
  private long[] writes(int clients, int seconds) throws InterruptedException, ExecutionException {
    var end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    var threads = Executors.newFixedThreadPool(clients);
    try {
      Callable<long[]> client =
          () -> {
            var times = LongStream.builder();
            while (System.nanoTime() < end) {
              times.add(write(people.get(ThreadLocalRandom.current().nextInt(people.size()))));
            }
            return times.build().toArray();
          };
      var all = LongStream.builder();
      for (var one : threads.invokeAll(Collections.nCopies(clients, client))) {
        Arrays.stream(one.get()).forEach(all::add);
      }
      return all.build().sorted().toArray();
    } finally {
      threads.shutdownNow();
    }
  }

  private long write(String person) {
    var day = LocalDate.of(2025, 1, 1).plusDays(ThreadLocalRandom.current().nextInt(300));
    return put("phq-9", 9, person, day);
  }

  private long put(String questionnaire, int items, String person, LocalDate day) {
    var id = UUID.randomUUID().toString();
    var answers =
        IntStream.rangeClosed(1, items)
            .mapToObj(
                i ->
                    """
                    {"linkId":"q%d","answer":[{"valueCoding":{"code":"frequency-%d","system":
                     "https://parley.example/fhir/CodeSystem/questionnaire-answer"}}]}"""
                        .formatted(i, i == 9 ? 0 : ThreadLocalRandom.current().nextInt(4)))
            .collect(Collectors.joining(","));
    var response =
        """
        {"resourceType":"QuestionnaireResponse","id":"%s","status":"completed",
         "questionnaire":"https://parley.example/fhir/Questionnaire/%s|1.0.0",
         "subject":{"reference":"Patient/%s"},"authored":"%sT10:00:00Z",
         "extension":[{"url":"%s","valueReference":{"reference":"EpisodeOfCare/%s"}}],
         "item":[%s]}"""
            .formatted(id, questionnaire, person, day, EPISODE, person, answers);
    return put("QuestionnaireResponse/" + id, response);
  }

  /** A person of its own with 30 weekly sessions, two questionnaires at each. */
  private void sessions() {
    var id = person();
    put("Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
    put("EpisodeOfCare/" + id, episode(id));
    for (var week = 0; week < SESSIONS; week++) {
      var day = LocalDate.of(2025, 1, 6).plusWeeks(week);
      put("Encounter/" + UUID.randomUUID(), contact(id, day));
      put("phq-9", 9, id, day);
      put("gad-7", 7, id, day);
    }
  }

  private String person() {
    return UUID.nameUUIDFromBytes(people.get(0).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String contact(String id, LocalDate day) {
    var system = "https://parley.example/fhir/CodeSystem/";
    var extension = "https://parley.example/fhir/StructureDefinition/";
    return """
        {"resourceType":"Encounter","status":"finished","identifier":[{"value":"%s"}],
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"%snhs-appointment-type","code":"02"}]}],
         "extension":[{"url":"%sattendance","valueCodeableConcept":{"coding":[
           {"system":"%snhs-attended-or-did-not-attend","code":"5"}]}}],
         "subject":{"reference":"Patient/%s"},"episodeOfCare":[{"reference":"EpisodeOfCare/%s"}],
         "period":{"start":"%sT09:00:00Z"}}"""
        .formatted(day, system, extension, system, id, id, day);
  }

  private long outcome() {
    return timed(
        HttpRequest.newBuilder(URI.create(base + "/EpisodeOfCare/" + person() + "/$outcome"))
            .GET());
  }

  private long put(String path, String body) {
    var id = path.substring(path.indexOf('/') + 1);
    var whole =
        body.contains("\"id\":") ? body : body.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    return timed(
        HttpRequest.newBuilder(URI.create(base + '/' + path))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(whole)));
  }

  private long timed(HttpRequest.Builder request) {
    var sent = System.nanoTime();
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      var took = System.nanoTime() - sent;
      return answer.statusCode() / 100 == 2 ? took : -took;
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : millis(sorted[(int) ((sorted.length - 1) * share)]);
  }

  private static double millis(long nanos) {
    return Math.abs(nanos) / 1e6;
  }
}
