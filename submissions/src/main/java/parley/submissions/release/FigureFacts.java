package parley.submissions.release;

/**
 * What the manifest says of figures.
 *
 * @param shown counts that are published
 * @param hidden counts that are {@code *}; how many of them are small is not said
 */
public record FigureFacts(int shown, int hidden) {}
