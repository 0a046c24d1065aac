package parley.server.demo;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of the day: counts, everything that was not as expected, and where to look next. */
final class DemoReport {

  private final List<Played> played;
  private final EhrReport ehr;
  private final Map<String, String> answers;

  DemoReport(List<Played> played, EhrReport ehr) {
    this.played = List.copyOf(played);
    this.ehr = ehr;
    this.answers =
        played.stream()
            .collect(Collectors.toMap(result -> result.message().name(), Played::answer));
  }

  /** A line for each message that was not answered, and each outcome that is not, as scripted. */
  List<String> mismatches() {
    return Stream.concat(
            played.stream().flatMap(result -> mismatch(result).stream()), ehr.mismatches().stream())
        .toList();
  }

  private Optional<String> mismatch(Played result) {
    var message = result.message();
    var got = result.outcome();
    if (!got.equals(Optional.of(message.expected()))) {
      return Optional.of(
          "%s %s %s: expected %s, got %s (%s)"
              .formatted(
                  message.sender(),
                  message.name(),
                  message.type(),
                  message.expected(),
                  got.map(Outcome::name).orElse("no answer"),
                  message.why()));
    }
    // A repeat must be told what the first was told, to the byte: the stored acknowledgement.
    return message
        .resendOf()
        .filter(first -> !result.answer().equals(answers.getOrDefault(first, "")))
        .map(
            first ->
                "%s %s: answered otherwise than %s, whose bytes it repeats"
                    .formatted(message.sender(), message.name(), first));
  }

  /** The report as text. */
  String text(
      URI base, double seconds, Map<String, Long> counts, List<RecordReader.Example> examples) {
    var text = new StringBuilder("%n".formatted());
    text.append(
        "%d messages in %.1f s from %d senders%n%n"
            .formatted(
                played.size(),
                seconds,
                played.stream().map(result -> result.message().sender()).distinct().count()));
    outcomes(text);
    text.append(ehr.text());
    resources(text, counts);
    text.append("%nLook at these%n".formatted());
    examples.forEach(
        example ->
            text.append(
                "  %s%n    %s%s%n"
                    .formatted(
                        example.what(),
                        example.address(),
                        example.works() ? "" : "   (does not work)")));
    rejected(text, base);
    verdict(text);
    return text.toString();
  }

  private void outcomes(StringBuilder text) {
    text.append(
        "  %-12s%6s%6s%6s%6s%8s%14s%n"
            .formatted("type", "sent", "AA", "AE", "AR", "none", "as expected"));
    var byType =
        played.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.message().type(), TreeMap::new, Collectors.toList()));
    byType.forEach((type, results) -> text.append(row(type, results)));
    text.append(row("all", played));
  }

  private String row(String type, List<Played> results) {
    return "  %-12s%6d%6d%6d%6d%8d%14d%n"
        .formatted(
            type,
            results.size(),
            count(results, Optional.of(Outcome.AA)),
            count(results, Optional.of(Outcome.AE)),
            count(results, Optional.of(Outcome.AR)),
            count(results, Optional.empty()),
            results.stream().filter(result -> mismatch(result).isEmpty()).count());
  }

  private static long count(List<Played> results, Optional<Outcome> outcome) {
    return results.stream().filter(result -> result.outcome().equals(outcome)).count();
  }

  private static void resources(StringBuilder text, Map<String, Long> counts) {
    text.append("%nResources stored%n".formatted());
    counts.forEach((type, count) -> text.append("  %-20s%8d%n".formatted(type, count)));
  }

  private void rejected(StringBuilder text, URI base) {
    text.append("%nRejected on purpose%n".formatted());
    played.stream()
        .filter(result -> result.message().expected() != Outcome.AA)
        .forEach(
            result ->
                text.append(
                    "  %-4s%-16s%s%n"
                        .formatted(
                            result.outcome().map(Outcome::name).orElse("-"),
                            result.message().sender(),
                            result.message().why())));
    text.append(
        """

        How to read them: each entry of %s/journal?state=rejected names the place in the message
        (location), the rule that was broken and how to mend it (remedy); %s/journal/{id} adds the
        message itself, the answer and every attempt. What a person has to decide is under
        state=parked. POST %s/journal/{id}/replay tries the same bytes again.
        """
            .formatted(base, base, base));
  }

  private void verdict(StringBuilder text) {
    var mismatches = mismatches();
    text.append("%n".formatted());
    if (mismatches.isEmpty()) {
      text.append("Every message was answered, and every outcome is, as expected.%n".formatted());
    } else {
      text.append("%d things were not as expected:%n".formatted(mismatches.size()));
      mismatches.forEach(line -> text.append("  %s%n".formatted(line)));
    }
  }
}
