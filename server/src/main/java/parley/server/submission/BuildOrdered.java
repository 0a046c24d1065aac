package parley.server.submission;

/** A build that was entered in the register and holds its lock. */
record BuildOrdered(long id, BuildRequest request, BuildLock lock) {}
