package parley.camelroutes;

/** Why a message is tried: the first time, or again. */
public enum Attempt {
  /** It came in. */
  RECEIVED,
  /** The sender sent the same bytes again. */
  RESENT,
  /** A person asked for it. */
  REPLAY,
  /** Parley tries again what was left undecided by a crash or an unreachable store. */
  RECOVERY
}
