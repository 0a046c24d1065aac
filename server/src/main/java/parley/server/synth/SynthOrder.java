package parley.server.synth;

import java.time.LocalDate;

/**
 * What is to be made. A referral depends on all of this but {@code referrals}.
 *
 * @param referrals how many, from 1 to {@link NhsNumbers#MANY}
 * @param seed decides everything that is left open
 * @param services among how many services they are divided, from 1 to 9
 * @param from first day on which referrals are received
 * @param to last such day
 * @param asOf the record is as it was known on this day, {@code to} or later; what had not happened
 *     by then is not told, but for the next appointment
 * @param errors share of referrals with one planted error, from 0 to 1
 */
record SynthOrder(
    int referrals,
    long seed,
    int services,
    LocalDate from,
    LocalDate to,
    LocalDate asOf,
    double errors) {

  static final int MOST_SERVICES = 9;

  SynthOrder {
    if (referrals < 1 || referrals > NhsNumbers.MANY) {
      throw new IllegalArgumentException("referrals: from 1 to " + NhsNumbers.MANY);
    }
    if (services < 1 || services > MOST_SERVICES) {
      throw new IllegalArgumentException("services: from 1 to " + MOST_SERVICES);
    }
    if (to.isBefore(from) || asOf.isBefore(to)) {
      throw new IllegalArgumentException("from, to and as-of: in this order");
    }
    if (!(errors >= 0 && errors <= 1)) {
      throw new IllegalArgumentException("errors: a share from 0 to 1");
    }
  }
}
