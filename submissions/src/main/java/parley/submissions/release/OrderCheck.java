package parley.submissions.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.submissions.agreement.FigureChoice;
import parley.submissions.agreement.FigureChoice.Level;
import parley.submissions.agreement.Grain;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.product.Product;
import parley.submissions.release.ReleaseProblem.Code;
import parley.terminology.England;

/** What can be seen to be wrong before the record is read. */
final class OrderCheck {

  private OrderCheck() {}

  /**
   * @param measures ids of the measures that there are
   */
  static List<ReleaseProblem> of(ReleaseOrder order, Set<String> measures) {
    var problems = new ArrayList<ReleaseProblem>();
    var agreement = order.agreement();
    var today = LocalDate.ofInstant(order.made(), England.TIME);
    if (agreement.expiry().isBefore(today)) {
      problems.add(
          new ReleaseProblem(
              Code.AGREEMENT,
              "expiry",
              "the agreement has not expired",
              "have it renewed, with a new version"));
    }
    if (!order.last().atEndOfMonth().isBefore(today)) {
      problems.add(
          new ReleaseProblem(
              Code.AGREEMENT,
              "period",
              "the period is over",
              "end it with a month that has passed"));
    }
    if (agreement.product() instanceof Product.Identifiable) {
      problems.add(
          new ReleaseProblem(
              Code.AGREEMENT,
              "product",
              "an agreement is about PSEUDONYMISED or ANONYMOUS",
              "the identifiable return is a submission"));
    }
    if (order.optOuts() instanceof OptOuts.Stale) {
      problems.add(
          new ReleaseProblem(
              Code.OPT_OUT,
              "list of opt-outs",
              "the list of the national data opt-out is there and new enough",
              "fetch the list, then release again"));
    }
    keys(order, problems);
    provider(order, problems);
    period(order, problems);
    agreement.figures().ifPresent(choice -> figures(order, choice, measures, problems));
    return problems;
  }

  /** By two codes the same people would be released twice, each time as if it were the first. */
  private static void provider(ReleaseOrder order, List<ReleaseProblem> problems) {
    var current = ReleasedRows.current(order.succession(), order.provider());
    if (!current.equals(order.provider())) {
      problems.add(
          new ReleaseProblem(
              Code.AGREEMENT,
              "provider",
              "a provider is named by the code that it has now",
              "order it of " + current + ", which has what was recorded under the old one too"));
    }
  }

  /** What is in one of two such releases alone has its month by that, and days then their date. */
  private static void period(ReleaseOrder order, List<ReleaseProblem> problems) {
    var agreement = order.agreement();
    if (!(agreement.product() instanceof Product.Pseudonymised) || agreement.fields().isEmpty()) {
      return;
    }
    var to = new ReleasedRows.To(agreement.recipient(), "", Grain.REFERRAL);
    var now =
        new ReleasedRows(order.provider(), order.first(), order.last(), "", Optional.of(to))
            .of(order);
    if (order.rows().stream().anyMatch(it -> now.cuts(it.of(order)))) {
      problems.add(
          new ReleaseProblem(
              Code.ROWS,
              "period",
              "periods of rows that one recipient has do not overlap unless they are the same",
              "order months of which they have no rows, or a period of which they have"));
    }
  }

  /** What nobody can be given would be headings over nothing. */
  private static void figures(
      ReleaseOrder order,
      FigureChoice choice,
      Set<String> measures,
      List<ReleaseProblem> problems) {
    for (var id : choice.measures()) {
      if (!measures.contains(id)) {
        problems.add(
            new ReleaseProblem(
                Code.AGREEMENT,
                "figures.measure",
                "a measure is one that there is; " + id + " is none",
                "name one of docs/measures.md, or all"));
      }
    }
    if (choice.levels().contains(Level.ICB) && order.figures().icbs().isEmpty()) {
      problems.add(
          new ReleaseProblem(
              Code.AGREEMENT,
              "figures.level",
              "figures of ICBs need to know the ICB of each sub-ICB location",
              "set parley.releases.icbs, or leave the level icb out"));
    }
  }

  private static void keys(ReleaseOrder order, List<ReleaseProblem> problems) {
    var tokens = order.agreement().fields().stream().anyMatch(it -> it.role() == Role.TOKEN);
    if (tokens && order.keys().isEmpty()) {
      problems.add(
          new ReleaseProblem(
              Code.KEY, "master key", "pseudonyms have a key", "say where the key is"));
    }
    if (order.keyId().isPresent() && ReleaseKeys.of(order).isEmpty()) {
      problems.add(
          new ReleaseProblem(
              Code.KEY,
              "key id",
              "the key of an archived release is in the ring",
              "put it back as an earlier key, or release with the current one"));
    }
  }
}
