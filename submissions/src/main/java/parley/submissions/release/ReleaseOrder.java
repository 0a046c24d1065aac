package parley.submissions.release;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.engine.EngineLimits;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublicationOrder;

/**
 * What is to be released.
 *
 * @param agreement that allows it
 * @param provider ODS code of the provider
 * @param succession ODS codes that went over into others, old to new
 * @param first first month of the period
 * @param last last month of it; nothing later is known in the release
 * @param figures how figures are published, when the agreement asks for any
 * @param earlier everything published before
 * @param keys for pseudonyms; empty only for an anonymous release
 * @param keyId of an earlier key, to repeat an archived release; empty for the current one
 * @param optOuts who is not in it
 * @param made when it is made; stands in no file, and decides only whether the agreement has
 *     expired and whether keys overlap
 * @param software version of the software, for the manifest
 * @param limits what may be used of the machine, and the folder for tables
 * @param rows every file of anonymous rows that was released before, of whatever agreement
 */
public record ReleaseOrder(
    ReleaseAgreement agreement,
    String provider,
    Map<String, String> succession,
    YearMonth first,
    YearMonth last,
    PublicationOrder figures,
    PublicationHistory earlier,
    Optional<KeyRing> keys,
    Optional<String> keyId,
    OptOuts optOuts,
    Instant made,
    String software,
    EngineLimits limits,
    List<ReleasedRows> rows) {

  public ReleaseOrder {
    succession = Map.copyOf(succession);
    rows = List.copyOf(rows);
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a period ends in its first month or later");
    }
  }

  /** The same after these anonymous rows were released. */
  public ReleaseOrder after(List<ReleasedRows> released) {
    return new ReleaseOrder(
        agreement,
        provider,
        succession,
        first,
        last,
        figures,
        earlier,
        keys,
        keyId,
        optOuts,
        made,
        software,
        limits,
        released);
  }

  /** The period as file names have it: {@code 2026-10}, or {@code 2026-04-to-2026-10}. */
  public String period() {
    return first.equals(last) ? first.toString() : first + "-to-" + last;
  }
}
