package parley.submissions.canary;

/**
 * Something of a person was found; what it says is not said.
 *
 * @param file name of the file; of an archive's entry, its number after an exclamation mark. A file
 *     whose own name is the hit is named by its number too
 * @param offset of the last byte of it in that file; -1 when it is in the name
 * @param encoding how it was written
 */
public record CanaryHit(CanaryKind kind, String file, long offset, Encoding encoding) {

  /** How a value was written. */
  public enum Encoding {
    /** As text, perhaps with escapes of URL, JSON or XML. */
    TEXT,
    BASE64,
    FILE_NAME
  }
}
