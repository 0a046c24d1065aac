package parley.submissions.release;

import java.util.List;
import parley.submissions.canary.Canaries;
import parley.submissions.engine.CountedRow;
import parley.submissions.engine.ReleaseTables;

/**
 * An order with what was read for it.
 *
 * @param left who was taken out before anything was counted
 * @param canaries of all source patients, also of those
 */
record ReleaseRun(
    ReleaseOrder order,
    OptOuts.Current optOuts,
    ReleaseTables tables,
    ReleaseTables.LeftOut left,
    List<CountedRow> counted,
    Canaries canaries) {}
