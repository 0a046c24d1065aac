package parley.bench;

import java.util.List;

/**
 * What the comparison of sent and stored found; each list names messages by control id, referral
 * number or NHS number of the test range.
 *
 * @param sent messages sent at least once
 * @param acknowledged of those, answered AA
 * @param stored of those, applied in the journal
 * @param lost acknowledged, yet not applied or not in the record
 * @param duplicated in the journal or the record more than once
 * @param gaps journalled out of order, or missing between two that are there
 * @param undecided in the journal, and neither applied nor refused
 */
record Verdict(
    int sent,
    int acknowledged,
    int stored,
    List<String> lost,
    List<String> duplicated,
    List<String> gaps,
    List<String> undecided) {

  boolean clean() {
    return lost.isEmpty() && duplicated.isEmpty() && gaps.isEmpty() && undecided.isEmpty();
  }

  String text() {
    var text = new StringBuilder();
    text.append("sent          %8d%n".formatted(sent));
    text.append("acknowledged  %8d%n".formatted(acknowledged));
    text.append("stored        %8d%n".formatted(stored));
    list(text, "lost", lost);
    list(text, "duplicates", duplicated);
    list(text, "gaps", gaps);
    list(text, "undecided", undecided);
    return text.toString();
  }

  private static void list(StringBuilder text, String name, List<String> found) {
    text.append("%-14s%8d%n".formatted(name, found.size()));
    found.stream().limit(20).forEach(line -> text.append("    %s%n".formatted(line)));
  }
}
