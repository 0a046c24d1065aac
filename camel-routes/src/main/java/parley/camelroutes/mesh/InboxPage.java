package parley.camelroutes.mesh;

import java.util.List;
import java.util.Optional;

/**
 * Messages that wait in the inbox.
 *
 * @param messageIds of at most one page, the oldest first
 * @param next path of the following page; empty on the last
 */
public record InboxPage(List<String> messageIds, Optional<String> next) {
  public InboxPage {
    messageIds = List.copyOf(messageIds);
  }
}
