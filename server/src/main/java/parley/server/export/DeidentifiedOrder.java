package parley.server.export;

import java.util.Set;
import parley.submissions.agreement.ReleaseAgreement;

/**
 * A pseudonymised export that may be made.
 *
 * @param name of the agreement's file
 * @param agreement as it stands in that file
 * @param types of resources that are wanted
 * @param by who asks
 * @param request as it was asked
 */
record DeidentifiedOrder(
    String name, ReleaseAgreement agreement, Set<String> types, String by, String request) {
  DeidentifiedOrder {
    types = Set.copyOf(types);
  }
}
