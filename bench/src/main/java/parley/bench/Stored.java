package parley.bench;

import java.util.List;
import java.util.Map;

/**
 * What the gateway holds, read through HTTP.
 *
 * @param journal the rows of the campaign's messages
 * @param referrals how many ServiceRequests carry each referral number
 * @param patients how many Patients carry each NHS number
 */
record Stored(List<Row> journal, Map<String, Integer> referrals, Map<String, Integer> patients) {

  Stored {
    journal = List.copyOf(journal);
    referrals = Map.copyOf(referrals);
    patients = Map.copyOf(patients);
  }

  /**
   * A journal row.
   *
   * @param id ascending in the order received
   * @param controlId MSH-10
   * @param state as the journal names it, in lower case
   */
  record Row(long id, String controlId, String state) {}
}
