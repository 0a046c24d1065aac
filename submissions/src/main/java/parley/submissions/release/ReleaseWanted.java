package parley.submissions.release;

import java.nio.file.Path;

/**
 * An order with the folder that it is to be in.
 *
 * @param folder not there yet, or empty; it appears whole or not at all
 */
public record ReleaseWanted(ReleaseOrder order, Path folder) {}
