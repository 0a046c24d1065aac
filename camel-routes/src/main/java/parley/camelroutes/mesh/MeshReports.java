package parley.camelroutes.mesh;

/**
 * Port for what MESH says of messages that Parley sent. Throws {@link
 * parley.camelroutes.StoreUnavailable} when the database cannot be reached; the same may be said
 * again.
 */
public interface MeshReports {

  /**
   * A message was not delivered: it is dead, and a person is told.
   *
   * @param report what MESH says
   * @return whether a message of Parley's was found that it is about
   */
  boolean undelivered(Report report);

  /**
   * A report of MESH.
   *
   * @param reportId id of the report itself
   * @param messageId MESH's id of the message that failed; may be empty
   * @param localId Parley's; may be empty
   * @param code error code
   */
  record Report(String reportId, String messageId, String localId, String code) {

    static Report of(String reportId, MeshHeaders headers) {
      var code = headers.get("Mex-StatusCode");
      return new Report(
          reportId,
          headers.get("Mex-LinkedMsgID"),
          headers.get("Mex-LocalID"),
          code.matches("[0-9A-Za-z]{1,10}") ? code : "");
    }

    /** One line for a person. */
    public String describe() {
      return "MESH could not deliver it"
          + (code.isEmpty() ? "" : ": " + MeshFailure.describe(code));
    }
  }
}
