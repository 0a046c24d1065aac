package parley.submissions.publication;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the protection costs. It is made of exact counts: for the service, not for publication.
 *
 * @param figures how many there are
 * @param hidden how many of them are {@code *}
 * @param small how many counts are hidden for being small themselves; 0 of a period made of
 *     published ones, where they are hidden as they were
 * @param secondary how many counts are hidden so that others stay hidden; 0 of such a period too
 * @param largestRateError greatest difference of a shown percentage of a provider, of 500 or more,
 *     from the exact one, in percentage points; empty when none is of so many
 */
public record Utility(
    int figures, int hidden, int small, int secondary, Optional<BigDecimal> largestRateError) {}
