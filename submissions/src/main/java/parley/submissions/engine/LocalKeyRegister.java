package parley.submissions.engine;

import java.util.List;
import java.util.stream.Stream;

/**
 * The port to the local keys that files were made with. What it holds never changes: in the files
 * of a provider a resource keeps its key, and no other resource of its kind gets that key, with
 * capitals or small letters, but for the one that it is handed on to. Implemented by whoever keeps
 * it.
 */
public interface LocalKeyRegister {

  /** Every key that was ever given, in no order; the caller closes it. */
  Stream<LocalKey> given();

  /**
   * Keeps keys that a file is the first to use.
   *
   * @throws LocalKeyTaken when another file has meanwhile given one of these resources another key,
   *     or one of these keys to another resource
   */
  void keep(List<LocalKey> fresh);

  /** Knows no key and keeps none. */
  static LocalKeyRegister none() {
    return readOnly(Stream::empty);
  }

  /** The same keys, of which no more are kept: for a file that nobody will send. */
  static LocalKeyRegister readOnly(LocalKeyRegister register) {
    return readOnly(register::given);
  }

  private static LocalKeyRegister readOnly(java.util.function.Supplier<Stream<LocalKey>> given) {
    return new LocalKeyRegister() {
      @Override
      public Stream<LocalKey> given() {
        return given.get();
      }

      @Override
      public void keep(List<LocalKey> fresh) {
        // Whoever asks is told the keys; they are not written down.
      }
    };
  }
}
