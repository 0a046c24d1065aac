package parley.server.outbox;

import java.util.List;

/**
 * A page of the outbox, newest first.
 *
 * @param total entries that match, over all pages
 * @param page this page, from 0
 * @param size entries asked for
 * @param entries the entries
 */
record OutboxPage(long total, int page, int size, List<OutboxSummary> entries) {}
