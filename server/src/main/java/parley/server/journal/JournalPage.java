package parley.server.journal;

import java.util.List;

/**
 * A page of the journal, newest first.
 *
 * @param total entries that match, over all pages
 * @param page this page, from 0
 * @param size entries asked for
 * @param entries the entries
 */
public record JournalPage(long total, int page, int size, List<JournalSummary> entries) {}
