package parley.camelroutes;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the body of an HTTP answer within a time. The JDK's own time-out ends with the headers, so
 * a body that stalls would otherwise hold its reader for ever.
 */
public final class TimedBody {

  private TimedBody() {}

  /** Reads a body to whatever it means. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  /**
   * Reads, and closes the body whatever comes of it.
   *
   * @throws IOException when the body breaks off or does not end within the limit
   */
  public static <T> T within(Duration limit, InputStream body, Reader<T> reader)
      throws IOException {
    var expired = new AtomicBoolean();
    try (var stream = body) {
      var watch =
          CompletableFuture.runAsync(
              () -> {
                expired.set(true);
                close(stream);
              },
              CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
      try {
        var read = reader.read(stream);
        if (expired.get()) {
          throw new IOException("the answer did not end in time");
        }
        return read;
      } finally {
        watch.cancel(false);
      }
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException alreadyBroken) {
      // Whoever reads it finds out.
      return;
    }
  }
}
