package parley.submissions.publication;

import java.math.BigDecimal;

/**
 * What the protection costs. It is made of exact counts: for the service, not for publication.
 *
 * @param figures how many there are
 * @param hidden how many of them are {@code *}
 * @param small how many counts are hidden for being small themselves
 * @param secondary how many counts are hidden so that others stay hidden
 * @param largestRateError greatest difference of a shown percentage of a provider, of 500 or more,
 *     from the exact one, in percentage points
 */
public record Utility(
    int figures, int hidden, int small, int secondary, BigDecimal largestRateError) {}
