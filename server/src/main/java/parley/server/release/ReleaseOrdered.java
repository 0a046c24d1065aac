package parley.server.release;

import parley.server.database.AdvisoryLock;
import parley.server.work.OrderedWork;
import parley.submissions.agreement.ReleaseAgreement;

/** A release that is in the register and begins; it holds its lock until it is made or given up. */
record ReleaseOrdered(
    long id, ReleaseRequest request, ReleaseAgreement agreement, AdvisoryLock lock)
    implements OrderedWork {}
