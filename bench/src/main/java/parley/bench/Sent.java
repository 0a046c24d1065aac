package parley.bench;

/**
 * A message a sender has sent at least once.
 *
 * @param lane which sender
 * @param sequence its place in that sender's stream, from 1 without gaps
 * @param message what was sent
 * @param acknowledged whether every gateway it was sent to answered AA
 */
record Sent(int lane, int sequence, ReferralMessage message, boolean acknowledged) {}
