package parley.server.terminologyload;

/** What came of loading a release. */
sealed interface Loading {

  /** The release answers now. */
  record Loaded(long concepts, long relationships) implements Loading {}

  /** The same file had been loaded completely before; nothing was changed. */
  record AlreadyThere(long concepts) implements Loading {}

  /** The loader refused it or lost some of it; the code system may count as not loaded now. */
  record Failed(String reason) implements Loading {}
}
