package parley.submissions.agreement;

/** Which referrals have a row. */
public enum Population {
  /** Received in the period, as they stand at its end. */
  RECEIVED,
  /** Discharged in the period. */
  DISCHARGED
}
