package parley.server.database;

import java.util.List;

/**
 * A page of a list for people, newest first.
 *
 * @param total entries that match, over all pages
 * @param page this page, from 0
 * @param size entries asked for
 * @param entries the entries
 */
public record Page<T>(long total, int page, int size, List<T> entries) {
  public Page {
    entries = List.copyOf(entries);
  }
}
