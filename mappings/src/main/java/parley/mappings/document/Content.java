package parley.mappings.document;

import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import parley.mappings.Problem;

/** What an OBX brings of a document. */
public sealed interface Content {

  /**
   * A file.
   *
   * @param binary the bytes; its id comes from them, so that it never changes once it is stored
   * @param attachment the reference to them, with type, size and hash
   */
  record Held(Binary binary, Attachment attachment) implements Content {}

  /**
   * A type that is not let in: nothing is stored of it.
   *
   * @param problem why, as a warning; the message decides whether it can do without
   */
  record NotTaken(Problem problem) implements Content {}

  /**
   * What cannot be read as what it says it is.
   *
   * @param problem why, as an error
   */
  record Broken(Problem problem) implements Content {}
}
