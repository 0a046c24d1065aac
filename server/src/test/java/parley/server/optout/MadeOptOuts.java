package parley.server.optout;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import parley.server.RunningGateway;

/** A list of opt-outs as the national service would have it. */
public final class MadeOptOuts {

  private MadeOptOuts() {}

  /** Asks about everybody in the record, and answers without some. */
  public static void load(RunningGateway gateway, Collection<String> optedOut) {
    var exchange = gateway.bean(OptOutExchange.class);
    var request = exchange.ask("file", "test", it -> {}).orElseThrow();
    var outcome = exchange.answer(Optional.of(request.reference()), without(request, optedOut));
    if (!(outcome instanceof OptOutExchange.Outcome.Loaded)) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  /** Takes the list away. */
  public static void forget(RunningGateway gateway) {
    gateway.jdbc().update("delete from opt_out_asked");
    gateway.jdbc().update("delete from opt_out_check");
  }

  static byte[] without(OptOutExchange.Request request, Collection<String> optedOut) {
    var numbers = new TreeSet<String>();
    new String(request.bytes(), java.nio.charset.StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.replace(",", ""))
        .filter(number -> !optedOut.contains(number))
        .forEach(numbers::add);
    return CheckFile.request(numbers);
  }
}
