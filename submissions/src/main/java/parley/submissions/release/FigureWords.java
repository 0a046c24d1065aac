package parley.submissions.release;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.publication.ReleaseKind;
import parley.submissions.rule.SubmissionFacts;

/** What files of figures say whoever is in the record. */
final class FigureWords {

  private final List<MeasureDefinition> measures;
  private final SubmissionFacts facts;
  private final SortedMap<String, String> names;
  private final ReleaseKind kind;

  FigureWords(
      List<MeasureDefinition> measures,
      SubmissionFacts facts,
      SortedMap<String, String> names,
      ReleaseKind kind) {
    this.measures = List.copyOf(measures);
    this.facts = facts;
    this.names = names;
    this.kind = kind;
  }

  Set<String> all() {
    var words = new HashSet<String>();
    measures.forEach(
        it -> words.addAll(Words.of(it.measure().getTitle() + ' ' + it.measure().getName())));
    names.values().forEach(it -> words.addAll(Words.of(it)));
    words.addAll(Words.of(facts.provider() + ' ' + kind.code()));
    return words;
  }
}
