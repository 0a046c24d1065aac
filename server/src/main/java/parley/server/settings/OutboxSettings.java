package parley.server.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code parley.outbox}.
 *
 * @param period between two looks for what is due
 * @param lease how long a message that is being sent is left alone after a crash; longer than a try
 *     is meant to take, which is 25 s, and 45 s by MESH; renewed while a try lasts
 * @param threads for destinations that answer within a second
 * @param slowThreads for the others
 * @param firstDelay after the first failure; doubled with each further one
 * @param longestDelay no delay is longer
 * @param openAfter failures in a row after which a destination is left alone but for probes
 * @param openFor between two probes
 * @param stopAfter messages refused in a row after which those of a destination wait, not die
 * @param patience how long a message waits for a receiver that answers that it cannot take it
 * @param destinations where messages go
 * @param answers who is answered, and what they are told
 */
@ConfigurationProperties("parley.outbox")
public record OutboxSettings(
    @DefaultValue("500ms") Duration period,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("8") int threads,
    @DefaultValue("40") int slowThreads,
    @DefaultValue("2s") Duration firstDelay,
    @DefaultValue("5m") Duration longestDelay,
    @DefaultValue("5") int openAfter,
    @DefaultValue("30s") Duration openFor,
    @DefaultValue("5") int stopAfter,
    @DefaultValue("6h") Duration patience,
    @DefaultValue List<DestinationSettings> destinations,
    @DefaultValue List<AnswerSettings> answers) {

  /** A try takes 5 s to connect and 20 s for the answer at most; MESH has a limit of its own. */
  private static final Duration LONGEST_TRY = Duration.ofSeconds(25);

  public OutboxSettings {
    destinations = List.copyOf(destinations);
    if (threads < 1 || slowThreads < 1 || openAfter < 1) {
      throw new InvalidSettings(
          "parley.outbox: threads, slow-threads and open-after must be at least 1");
    }
    if (lease.compareTo(LONGEST_TRY) <= 0) {
      throw new InvalidSettings(
          "parley.outbox.lease must be longer than a try can take, which is 25s; else a message is"
              + " sent again while it is being sent");
    }
    if (stopAfter < 1 || patience.isNegative() || patience.isZero()) {
      throw new InvalidSettings(
          "parley.outbox: stop-after must be at least 1, and patience above zero");
    }
    if (firstDelay.isNegative() || firstDelay.isZero() || longestDelay.compareTo(firstDelay) < 0) {
      throw new InvalidSettings(
          "parley.outbox: first-delay must be above zero, longest-delay not below it");
    }
    var names = names(destinations);
    if (names.size() < destinations.size()) {
      throw new InvalidSettings("parley.outbox.destinations: two have the same name");
    }
    answers = fitting(answers, destinations);
    if (hasTwice(answers)) {
      throw new InvalidSettings(
          "parley.outbox.answers: two entries of a sender send the same answer");
    }
  }

  private static List<AnswerSettings> fitting(
      List<AnswerSettings> answers, List<DestinationSettings> destinations) {
    return answers.stream()
        .map(
            answer ->
                answer.fitting(
                    destinations.stream()
                        .filter(one -> one.name().equals(answer.destination()))
                        .findFirst()
                        .orElseThrow(
                            () ->
                                new InvalidSettings(
                                    "parley.outbox.answers: "
                                        + answer.sender()
                                        + ": destination is none of"
                                        + " parley.outbox.destinations"))))
        .toList();
  }

  private static boolean hasTwice(List<AnswerSettings> answers) {
    var seen = new HashSet<Map.Entry<String, AnswerSettings.Kind>>();
    return answers.stream()
        .flatMap(answer -> answer.send().stream().map(kind -> Map.entry(answer.sender(), kind)))
        .anyMatch(one -> !seen.add(one));
  }

  private static Set<String> names(List<DestinationSettings> destinations) {
    return destinations.stream()
        .map(destination -> destination.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
