package parley.submissions.release;

/**
 * Why nothing was released.
 *
 * @param code of the gate that stopped it
 * @param location what is meant: a field of the agreement, a resource's type and id, a file
 * @param rule that is broken
 * @param remedy how to mend it
 */
public record ReleaseProblem(Code code, String location, String rule, String remedy) {

  /** The gates, in the order in which they stand. */
  public enum Code {
    /** The agreement does not hold (any more) for this order. */
    AGREEMENT,
    /** No list of opt-outs, or one that is too old. */
    OPT_OUT,
    /** No key, or not the one that was asked for. */
    KEY,
    /** A resource cannot be read. */
    RECORD,
    /** Rows cannot be made anonymous. */
    ROWS,
    /** The second implementation does not agree that they are. */
    ROW_CHECK,
    /** A hidden figure could be worked out. */
    FIGURES,
    /** Something of a person was found in what was to leave. */
    CANARY,
    /** There is something in the folder, or somebody is filling it. */
    FOLDER
  }
}
