package parley.submissions.publication;

import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Measures a publication of many providers over a year: 30 providers, 10 sub-ICB locations, 3 ICBs,
 * twelve months one after the other, each with the history of those before, and the year of them.
 * Run by hand; arguments are providers, commissioners, ICBs, months, referrals a month of the
 * smallest provider.
 */
public final class PublicationVolume {

  private PublicationVolume() {}

  public static void main(String[] args) throws Exception {
    var providers = Integer.parseInt(args[0]);
    var commissioners = Integer.parseInt(args[1]);
    var boards = Integer.parseInt(args[2]);
    var months = Integer.parseInt(args[3]);
    var monthly = Integer.parseInt(args[4]);
    var made = new MadeFigures(YearMonth.of(2026, 1));
    var icbs = new HashMap<String, String>();
    for (var at = 0; at < providers; at++) {
      var own = new ArrayList<String>();
      for (var of = 0; of < 3; of++) {
        var code = "Q9%02d".formatted((at + 4 * of) % commissioners);
        own.add(code);
        icbs.put(code, "QI" + (at + 4 * of) % commissioners % boards);
      }
      made.provider("RZ%02d".formatted(at), own, monthly * (1 + at % 10), months, at);
    }
    System.out.println("courses " + made.courses().size());
    var order =
        PublicationOrder.of(ReleaseKind.PRIMARY).withIcbs(icbs).withBrokenDown(brokenDown(args));
    var history = PublicationHistory.NONE;
    for (var month = 0; month < months; month++) {
      var result = publish(made.figures(month, 1), history, order);
      if (result instanceof PublicationResult.Made one) {
        history = one.history();
      } else {
        System.out.println(result);
        return;
      }
    }
    publish(made.figures(0, months), history, order);
    publish(
        made.figures(0, 1),
        history,
        PublicationOrder.of(ReleaseKind.REFRESH).withIcbs(icbs).withBrokenDown(brokenDown(args)));
    var file = Files.createTempFile("history", ".json");
    try (var out = Files.newOutputStream(file)) {
      HistoryJson.write(history, out);
    }
    System.out.println("history MB " + Files.size(file) / 1_000_000);
    Files.delete(file);
  }

  /** A sixth argument leaves the breakdowns of single providers out. */
  private static java.util.Set<PlaceType> brokenDown(String[] args) {
    return args.length > 5 ? java.util.Set.of(PlaceType.ALL) : PublicationOrder.BROKEN_DOWN;
  }

  private static PublicationResult publish(
      List<parley.submissions.measure.Figures> figures,
      PublicationHistory history,
      PublicationOrder order)
      throws Exception {
    var begin = System.nanoTime();
    var result = Publication.make(figures, history, order);
    var seconds = (System.nanoTime() - begin) / 1e9;
    if (result instanceof PublicationResult.Made one) {
      var folder = Files.createTempDirectory("publication");
      var files = PublicationFiles.write(one.figures(), folder);
      var total = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "%s: %.1f s, with files %.1f s; cells %d; %s; rate shown %s; %d MB used; files %s%n",
          one.figures().period().code(),
          seconds,
          total,
          one.history().releases().get(one.history().releases().size() - 1).counts().size(),
          one.utility(),
          one.figures().joined() ? "joined" : "counted",
          (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000,
          files.stream().map(file -> file.bytes() / 1000 + " kB").toList());
      for (var file : files) {
        Files.delete(folder.resolve(file.name()));
      }
      Files.delete(folder);
      byType(one);
    }
    return result;
  }

  private static void byType(PublicationResult.Made one) {
    var all = new java.util.TreeMap<String, int[]>();
    for (var figure : one.figures().all()) {
      var key = figure.place().type() + (figure.breakdown().equals("total") ? " total" : " groups");
      var counts = all.computeIfAbsent(key, none -> new int[2]);
      counts[0]++;
      counts[1] += figure.isHidden() ? 1 : 0;
    }
    System.out.println(
        "  stars of totals: "
            + one.figures().all().stream()
                .filter(figure -> figure.isHidden() && figure.breakdown().equals("total"))
                .filter(figure -> figure.place().type() != PlaceType.COMMISSIONER)
                .map(figure -> figure.measure().id())
                .distinct()
                .toList());
    all.forEach(
        (key, counts) ->
            System.out.printf(
                "  %s: %d figures, %d %% hidden%n", key, counts[0], 100 * counts[1] / counts[0]));
  }
}
