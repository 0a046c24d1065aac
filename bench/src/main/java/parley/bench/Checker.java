package parley.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what was sent with what is stored. Pure: it can be shown to fail. */
final class Checker {

  private Checker() {}

  /**
   * Compares.
   *
   * @param ledger every message sent, each once
   */
  static Verdict check(List<Sent> ledger, Stored stored) {
    var rows = stored.journal().stream().collect(Collectors.groupingBy(Stored.Row::controlId));
    var undecided =
        stored.journal().stream()
            .filter(row -> !row.state().equals("applied") && !row.state().equals("rejected"))
            .map(row -> row.controlId() + " is " + row.state())
            .toList();
    return new Verdict(
        ledger.size(),
        (int) ledger.stream().filter(Sent::acknowledged).count(),
        (int) ledger.stream().filter(sent -> applied(rows, sent) > 0).count(),
        lost(ledger, rows, stored),
        duplicated(ledger, rows, stored),
        gaps(ledger, rows),
        undecided);
  }

  private static List<String> lost(
      List<Sent> ledger, Map<String, List<Stored.Row>> rows, Stored stored) {
    var lost = new ArrayList<String>();
    for (var sent : ledger) {
      if (!sent.acknowledged()) {
        continue;
      }
      var message = sent.message();
      if (applied(rows, sent) == 0) {
        lost.add(message.controlId() + " is not applied in the journal");
      }
      if (stored.referrals().getOrDefault(message.referralId(), 0) == 0) {
        lost.add(message.controlId() + " has no ServiceRequest");
      }
      if (stored.patients().getOrDefault(message.nhsNumber(), 0) == 0) {
        lost.add(message.controlId() + " has no Patient");
      }
    }
    return lost;
  }

  private static List<String> duplicated(
      List<Sent> ledger, Map<String, List<Stored.Row>> rows, Stored stored) {
    var duplicated = new ArrayList<String>();
    var numbers = new HashSet<String>();
    for (var sent : ledger) {
      var message = sent.message();
      if (rows.getOrDefault(message.controlId(), List.of()).size() > 1) {
        duplicated.add(message.controlId() + " has several journal rows");
      }
      if (stored.referrals().getOrDefault(message.referralId(), 0) > 1) {
        duplicated.add(message.controlId() + " has several ServiceRequests");
      }
      if (numbers.add(message.nhsNumber())
          && stored.patients().getOrDefault(message.nhsNumber(), 0) > 1) {
        duplicated.add(message.nhsNumber() + " is several Patients");
      }
    }
    return duplicated;
  }

  private static List<String> gaps(List<Sent> ledger, Map<String, List<Stored.Row>> rows) {
    var gaps = new ArrayList<String>();
    ledger.stream()
        .collect(Collectors.groupingBy(Sent::lane))
        .values()
        .forEach(lane -> gaps.addAll(gapsOf(lane, rows)));
    return gaps;
  }

  /** A lane sends one message at a time, so its rows must be there in its order, none left out. */
  private static List<String> gapsOf(List<Sent> lane, Map<String, List<Stored.Row>> rows) {
    var gaps = new ArrayList<String>();
    var ordered = lane.stream().sorted(Comparator.comparingInt(Sent::sequence)).toList();
    var highest = 0L;
    for (var i = 0; i < ordered.size(); i++) {
      var sent = ordered.get(i);
      var name = sent.message().controlId();
      var row = rows.getOrDefault(name, List.of()).stream().mapToLong(Stored.Row::id).min();
      // Only the last may be missing: the campaign ended before it was taken.
      if (row.isEmpty() && (i < ordered.size() - 1 || sent.acknowledged())) {
        gaps.add(name + " is not in the journal");
      }
      if (sent.sequence() != i + 1) {
        gaps.add(name + " breaks the sequence of its sender");
      }
      if (row.isPresent() && row.getAsLong() < highest) {
        gaps.add(name + " was journalled before an earlier one");
      }
      highest = Math.max(highest, row.orElse(0));
    }
    return gaps;
  }

  private static long applied(Map<String, List<Stored.Row>> rows, Sent sent) {
    return rows.getOrDefault(sent.message().controlId(), List.of()).stream()
        .filter(row -> row.state().equals("applied"))
        .count();
  }
}
