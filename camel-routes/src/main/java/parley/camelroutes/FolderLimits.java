package parley.camelroutes;

/**
 * What a file in a folder may ask of the gateway.
 *
 * @param largestFile bytes of the largest file; it is read message by message, so this is no memory
 * @param largestMessage bytes of the largest message in a file
 * @param workers how many messages of one inlet may be in work at once
 */
record FolderLimits(long largestFile, int largestMessage, int workers) {

  private static final long LARGEST_FILE = 200L * 1024 * 1024;

  /** With the reader, as many connections to the database as are kept for folders. */
  private static final int WORKERS = 3;

  /** 200 MB, and messages as large as an MLLP connection may send. */
  static FolderLimits beside(MllpLimits mllp) {
    return new FolderLimits(LARGEST_FILE, mllp.largestFrame(), WORKERS);
  }
}
