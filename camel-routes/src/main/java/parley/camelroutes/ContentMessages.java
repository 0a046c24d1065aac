package parley.camelroutes;

import java.util.List;
import parley.mappings.Content;
import parley.mappings.Mappings;
import parley.mappings.MessageFormat;

/** Takes content apart that came in one piece and may hold several messages. */
public final class ContentMessages {

  private ContentMessages() {}

  /**
   * The messages in order; in one format only, HL7 v2, there may be several. In others {@code MSH}
   * may begin a line of text.
   *
   * @return the whole when it is not HL7 v2, or nothing that Parley knows
   */
  public static List<byte[]> of(Content content) {
    var other =
        Mappings.format(content).filter(format -> !format.name().equals(MessageFormat.HL7_V2));
    return other.isPresent() ? List.of(content.bytes()) : Messages.split(content.bytes());
  }
}
