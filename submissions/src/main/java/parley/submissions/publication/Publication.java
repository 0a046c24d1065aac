package parley.submissions.publication;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.NearbySuppression;
import parley.submissions.disclosure.PublishedResult;
import parley.submissions.disclosure.Shown;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition;

/** Makes exact figures fit to publish, or says why they may not be. */
public final class Publication {

  private static final String PROVED =
      "no hidden count can be worked out from this and earlier releases";

  private final List<Figures> figures;
  private final PublicationHistory history;
  private final PublicationOrder order;
  private final PublishedPeriod period;
  private final CountModel model;

  private Publication(List<Figures> figures, PublicationHistory history, PublicationOrder order) {
    this.figures = List.copyOf(figures);
    this.history = history;
    this.order = order;
    var facts = figures.get(0).facts();
    this.period = new PublishedPeriod(facts.start(), facts.end());
    this.model = CountModel.of(measures(figures));
  }

  /** Publishes the figures of one provider. */
  public static PublicationResult make(
      Figures figures, PublicationHistory history, PublicationOrder order) {
    return make(List.of(figures), history, order);
  }

  /**
   * Publishes the figures of several providers together, of one period. A period that published
   * ones make up exactly is joined of what they showed.
   *
   * @param figures exact, at least one, one of each provider, all of the same period
   * @param history everything published before of the same providers together
   */
  public static PublicationResult make(
      List<Figures> figures, PublicationHistory history, PublicationOrder order) {
    var facts = figures.get(0).facts();
    if (figures.stream()
        .anyMatch(
            one ->
                !one.facts().start().equals(facts.start())
                    || !one.facts().end().equals(facts.end()))) {
      return new PublicationResult.Refused(
          facts.start() + " to " + facts.end(),
          "figures of one publication are of one period",
          "measure all providers over the same days");
    }
    if (figures.stream().map(one -> one.facts().provider()).distinct().count() < figures.size()) {
      return new PublicationResult.Refused(
          facts.start() + " to " + facts.end(),
          "a provider has its figures once in a publication",
          "leave out the second figures of the provider");
    }
    if (!history.isOf(
        figures.stream().map(one -> one.facts().provider()).collect(Collectors.toSet()))) {
      return new PublicationResult.Refused(
          facts.start() + " to " + facts.end(),
          "figures are held against what was published of the same providers",
          "give the history of these providers, and of no others");
    }
    return new Publication(figures, history, order).result();
  }

  private PublicationResult result() {
    var parts = Joined.parts(history, period);
    if (!parts.isEmpty()) {
      var cells = Joined.of(model, parts, period, order.kind());
      return made(cells, order, true, 0, 0, exactly());
    }
    var overlap =
        history.releases().stream()
            .filter(release -> !release.joined())
            .map(PublicationHistory.Release::period)
            .filter(other -> other.overlaps(period) && !other.equals(period))
            .findFirst();
    if (overlap.isPresent()) {
      return new PublicationResult.Refused(
          period.code(),
          "a period has no day in common with a published one ("
              + overlap.get().code()
              + "),"
              + " unless it is the same or is made of published ones",
          "publish its months first; a longer period is then made of them");
    }
    return counted();
  }

  /** With less and less, until it can be proved: first without breakdowns, then without places. */
  private PublicationResult counted() {
    var first = counted(order.withBrokenDown(isLarge() ? brokenDown() : Set.of()));
    if (!(first instanceof PublicationResult.Refused refused) || !refused.rule().equals(PROVED)) {
      return first;
    }
    var totals = counted(order.withBrokenDown(Set.of()));
    return totals instanceof PublicationResult.Made
        ? totals
        : counted(order.withBrokenDown(Set.of()).withLeastPlace(Integer.MAX_VALUE));
  }

  /** Groups of places and of what these are part of would hide too much of each other. */
  private Set<PlaceType> brokenDown() {
    return order.brokenDown().stream()
        .filter(type -> figures.size() == 1 || type == PlaceType.ALL)
        .collect(Collectors.toSet());
  }

  /** Without a count of referrals nothing says that a provider is small. */
  private boolean isLarge() {
    var least = BigDecimal.valueOf(order.leastBrokenDown());
    return figures.stream()
        .flatMap(
            one ->
                one
                    .of("M001", CountedPopulation.total("provider", one.facts().provider()))
                    .stream())
        .flatMap(figure -> figure.numerator().stream())
        .allMatch(referrals -> referrals.compareTo(least) >= 0);
  }

  private PublicationResult counted(PublicationOrder order) {
    var places =
        Places.of(
            figures,
            order,
            order.leastPlace() == Integer.MAX_VALUE ? Optional.empty() : namedBefore());
    var breakdowns = Breakdowns.packaged();
    var gathered = ExactCounts.of(figures, model, places, breakdowns);
    if (gathered.fault().isPresent()) {
      var fault = gathered.fault().get();
      return doesNotAddUp(fault.count(), fault.spot().text());
    }
    var exact = gathered.counts();
    var made = CountCells.of(exact, model, places, breakdowns, history, period, order);
    if (made.fault().isPresent()) {
      var fault = made.fault().get();
      return doesNotAddUp(fault.measure(), fault.population());
    }
    var result = NearbySuppression.of(made.table(), made.wishes(), order.rule());
    if (result instanceof PublishedResult.Refused refused) {
      return new PublicationResult.Refused(
          refused.cell().measure() + " of " + refused.cell().population(),
          PROVED,
          refused.remedy());
    }
    var shown = (PublishedResult.Protected) result;
    var cells = new TreeMap<>(shown.cells());
    cells.putAll(
        Statistics.of(exact, model, places, breakdowns, shown.cells(), history, period, order));
    return made(cells, order, false, shown.small(), shown.secondary(), Optional.of(exact));
  }

  /** Commissioners by name in an earlier release of the period. */
  private Optional<Set<String>> namedBefore() {
    return history
        .newest(period)
        .filter(release -> !release.joined())
        .map(
            release ->
                release.counts().keySet().stream()
                    .map(CellKey::population)
                    .distinct()
                    .map(Spot::of)
                    .map(Spot::place)
                    .filter(place -> place.type() == PlaceType.COMMISSIONER)
                    .map(Place::code)
                    .filter(code -> !code.equals(Place.OTHERS))
                    .collect(Collectors.toSet()));
  }

  private PublicationResult made(
      SortedMap<CellKey, Shown> cells,
      PublicationOrder order,
      boolean joined,
      int small,
      int secondary,
      Optional<ExactCounts> exact) {
    var all = FigureMaker.of(model, cells, period, order);
    var release = new PublicationHistory.Release(period, order.kind(), joined, cells);
    var error = exact.flatMap(counts -> RateError.largest(all, counts, model));
    return new PublicationResult.Made(
        new PublishedFigures(period, order, joined, all),
        history.with(release),
        new Utility(
            all.size(),
            (int) all.stream().filter(PublishedFigure::isHidden).count(),
            small,
            secondary,
            error));
  }

  /** What the sums of rounded counts are held against; empty when counts do not add up. */
  private Optional<ExactCounts> exactly() {
    var places = Places.of(figures, order, Optional.empty());
    var gathered = ExactCounts.of(figures, model, places, Breakdowns.packaged());
    return gathered.fault().isPresent() ? Optional.empty() : Optional.of(gathered.counts());
  }

  private static PublicationResult doesNotAddUp(String count, String population) {
    return new PublicationResult.Refused(
        count + " of " + population,
        "counts add up as the definitions of the measures say",
        "make the figures of all measures from one state of the record, and correct the sums that"
            + " the definition of the measure declares");
  }

  private static List<MeasureDefinition> measures(List<Figures> figures) {
    var measures = new LinkedHashMap<String, MeasureDefinition>();
    figures.forEach(
        one ->
            one.all()
                .forEach(figure -> measures.putIfAbsent(figure.measure().id(), figure.measure())));
    return List.copyOf(measures.values());
  }
}
