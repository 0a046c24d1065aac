package parley.server.submission;

import parley.server.database.AdvisoryLock;
import parley.server.work.OrderedWork;

/** A build that was entered in the register and holds its lock. */
record BuildOrdered(long id, BuildRequest request, AdvisoryLock lock) implements OrderedWork {}
