package parley.submissions.publication;

import java.time.YearMonth;
import java.util.List;

/** Scratch. */
final class PublicationUtilityMeasured {
  public static void main(String[] args) throws Exception {
    var monthly = Integer.parseInt(args[0]);
    var from = Integer.parseInt(args[1]);
    var to = Integer.parseInt(args[2]);
    var groups = args.length > 3;
    var order = PublicationOrder.of(ReleaseKind.PRIMARY);
    if (groups) order = order.withLeastBrokenDown(0);
    int hiddenRec = 0, n = 0;
    double worst = 0;
    for (var seed = from; seed < to; seed++) {
      var made = new MadeFigures(YearMonth.of(2026, 4));
      made.provider("RZ1", List.of("QWO", "QXX"), monthly, 12, seed);
      var figures = made.figures(0, 12).get(0);
      var begin = System.nanoTime();
      var result = Publication.make(figures, PublicationHistory.NONE, order);
      var seconds = (System.nanoTime() - begin) / 1e9;
      if (result instanceof PublicationResult.Made one) {
        var totals = one.figures().all().stream().filter(f -> f.breakdown().equals("total") && f.place().type() == PlaceType.PROVIDER).toList();
        var hid = totals.stream().filter(PublishedFigure::isHidden).map(f -> f.measure().id()).toList();
        var grp = one.figures().all().stream().filter(f -> !f.breakdown().equals("total")).toList();
        var hg = grp.stream().filter(PublishedFigure::isHidden).count();
        n++;
        if (hid.contains("M192")) hiddenRec++;
        System.out.printf("seed %d %.2f s; totals %d hidden %d %s; groups %d hidden %d; small %d sec %d err %s%n", seed, seconds, totals.size(), hid.size(), hid, grp.size(), hg, one.utility().small(), one.utility().secondary(), one.utility().largestRateError());
      } else System.out.println("seed " + seed + " " + seconds + " s " + result);
    }
    System.out.println("recovery hidden " + hiddenRec + " of " + n);
  }
}
