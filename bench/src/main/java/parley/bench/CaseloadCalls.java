package parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Asks for caseloads and worklists, times the answers, and judges them by their limits. */
final class CaseloadCalls {

  /**
   * A call.
   *
   * @param limit milliseconds
   */
  record Call(String name, String path, int limit) {

    boolean isLaterPage() {
      return path.contains("page=");
    }
  }

  private static final int CASELOAD_MILLIS = 300;
  private static final int WORKLIST_MILLIS = 500;
  private static final int WARM_UP = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private boolean failed;

  /** Every call that has a limit. */
  static List<Call> all(int each) {
    return List.of(
        caseload(0, "$caseload of " + each),
        new Call("worklists/waiting", "/worklists/waiting", WORKLIST_MILLIS),
        new Call("worklists/unqualified", "/worklists/unqualified", WORKLIST_MILLIS),
        new Call(
            "worklists/unqualified, page 40", "/worklists/unqualified?page=40", WORKLIST_MILLIS),
        new Call("worklists/unqualified/counts", "/worklists/unqualified/counts", WORKLIST_MILLIS),
        new Call("worklists/supervision", "/worklists/supervision", WORKLIST_MILLIS));
  }

  /** The caseload of one therapist. */
  static Call caseload(int therapist, String name) {
    var path = "/fhir/Practitioner/%s/$caseload".formatted(CaseloadRecords.therapist(therapist));
    return new Call(name, path, CASELOAD_MILLIS);
  }

  /** Asks once, which has to be within the limit too. */
  void first(URI base, Call call, String when) throws IOException, InterruptedException {
    var millis = time(base, call);
    failed |= millis > call.limit();
    System.out.printf(
        Locale.ROOT, "%-32s %-34s %6.1f ms (limit %d)%n", call.name(), when, millis, call.limit());
  }

  /** Asks some times after having asked twenty times. */
  void many(URI base, Call call, int calls) throws IOException, InterruptedException {
    for (var i = 0; i < WARM_UP; i++) {
      time(base, call);
    }
    var millis = new double[calls];
    for (var i = 0; i < calls; i++) {
      millis[i] = time(base, call);
    }
    Arrays.sort(millis);
    var p95 = millis[(int) Math.ceil(0.95 * calls) - 1];
    failed |= p95 > call.limit();
    System.out.printf(
        Locale.ROOT,
        "%-32s p50 %6.1f  p95 %6.1f  max %6.1f ms (limit %d)%n",
        call.name(),
        millis[calls / 2],
        p95,
        millis[calls - 1],
        call.limit());
  }

  /** Whether anything was over its limit. */
  boolean failed() {
    return failed;
  }

  private double time(URI base, Call call) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(base.resolve(call.path())).build();
    var began = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofString());
    var took = (System.nanoTime() - began) / 1e6;
    if (answer.statusCode() != 200) {
      throw new IOException(call.path() + " answered " + answer.statusCode());
    }
    return took;
  }
}
