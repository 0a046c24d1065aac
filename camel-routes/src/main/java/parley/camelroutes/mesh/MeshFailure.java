package parley.camelroutes.mesh;

import java.util.Map;

/**
 * Why a call to MESH did not do what it should. Nothing of it quotes a message.
 *
 * @param kind what it means for the caller
 * @param status HTTP status; 0 when there was none
 * @param code error code of MESH such as {@code 12}, empty when it gave none
 */
public record MeshFailure(Kind kind, int status, String code) {

  /** What the codes mean: MESH API 2.0.0, "Error codes". */
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("02", "the data file is missing"),
          Map.entry("06", "a header is malformed"),
          Map.entry("07", "the from-address is not the mailbox of the authorisation"),
          Map.entry("08", "there is no Mex-To"),
          Map.entry("11", "the message type is not DATA"),
          Map.entry("12", "the receiving mailbox is not registered"),
          Map.entry("14", "the message was not collected"),
          Map.entry("15", "the file is no good child protection file"),
          Map.entry("16", "the sender may not send messages of this kind"),
          Map.entry("17", "the workflow is not registered for the mailbox"));

  /** What a failure means for the caller. */
  public enum Kind {
    /** 403: mailbox, password, shared key, certificate or clock are wrong. */
    FORBIDDEN("refuses mailbox, password, shared key, certificate or clock"),
    /** 404. */
    NOT_FOUND("has no such message"),
    /** 410: expired or otherwise failed. */
    GONE("has let the message expire"),
    /** 417: receiver or workflow. */
    REFUSED("refuses receiver or workflow"),
    /** 423: every chunk is there already. */
    COMPLETE("has the whole message already"),
    /** 300: a reference was used for more than one message. */
    AMBIGUOUS("has more than one message of this reference"),
    /** 425, 429, 5xx: later. For a call that may not be repeated, nobody knows what it did. */
    BUSY("is busy"),
    /** No connection; nothing was sent. */
    NOT_REACHED("cannot be reached"),
    /** No answer; nobody knows what the call did. */
    NO_ANSWER("does not answer"),
    /** More bytes than the limit allows. */
    TOO_LARGE("has a message larger than the limit"),
    /** An answer that breaks the rules of MESH. */
    MALFORMED("gave an answer that breaks its rules"),
    /** Any other status. */
    UNEXPECTED("gave an unexpected answer");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  static MeshFailure of(Kind kind) {
    return new MeshFailure(kind, 0, "");
  }

  /** One line for a person. */
  public String describe() {
    var text = new StringBuilder("MESH ").append(kind.words);
    if (status != 0) {
      text.append(" (HTTP ").append(status).append(')');
    }
    if (!code.isEmpty()) {
      text.append(": ").append(describe(code));
    }
    return text.toString();
  }

  /** One error code in words. */
  static String describe(String code) {
    var words = CODES.get(code);
    return "code " + code + (words == null ? "" : ", " + words);
  }
}
