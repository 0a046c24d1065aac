package parley.camelroutes.outbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One open connection to an MLLP receiver. Used by one thread at a time. */
final class MllpConnection {

  /** The other end closed, or reset, before it answered anything. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken() {
      super("closed before an answer");
    }
  }

  private static final int START = 0x0b;
  private static final int END = 0x1c;
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

  private final Destination.Mllp destination;
  private final Socket socket;
  private final BufferedInputStream in;
  private long lastUsed = System.nanoTime();
  private String lastId = "";

  private MllpConnection(Destination.Mllp destination, Socket socket) throws IOException {
    this.destination = destination;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static MllpConnection open(Destination.Mllp to, Duration within) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(to.host(), to.port()), (int) within.toMillis());
      return new MllpConnection(to, socket);
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  Destination.Mllp destination() {
    return destination;
  }

  /** Whether it still leads where the settings say, was used lately and is open. */
  boolean usableFor(Destination.Mllp to) {
    var lately = System.nanoTime() - lastUsed < LONGEST_IDLE.toNanos();
    if (lately && destination.equals(to) && stillOpen()) {
      return true;
    }
    close();
    return false;
  }

  /** What lies there unasked for may be a late answer, so that the connection is of no more use. */
  private boolean stillOpen() {
    try {
      socket.setSoTimeout(1);
      int next = in.read();
      while (next == '\r' || next == '\n') {
        next = in.read();
      }
      return false;
    } catch (SocketTimeoutException quiet) {
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Sends one message and waits for its answer.
   *
   * @param within for the sending and the answer together
   * @return the next frame that does not answer the message before, without its blocks
   * @throws Broken when the other end closed before it answered
   * @throws SocketTimeoutException when it did not take the message, or not answer, in time
   */
  byte[] ask(byte[] message, String id, Duration within) throws IOException {
    var deadline = System.nanoTime() + within.toNanos();
    write(message, within, deadline);
    var former = lastId;
    lastId = id;
    while (true) {
      var frame = readFrame(deadline);
      lastUsed = System.nanoTime();
      // An application acknowledgement that follows an accept acknowledgement.
      var answers = MllpAnswer.read(frame).map(MllpAnswer::controlId).orElse("");
      if (former.isEmpty() || former.equals(id) || !answers.equals(former)) {
        return frame;
      }
    }
  }

  /** A blocking write knows no time-out: a receiver that stops reading is closed from outside. */
  private void write(byte[] message, Duration within, long deadline) throws IOException {
    var framed = new ByteArrayOutputStream(message.length + 3);
    framed.write(START);
    framed.writeBytes(message);
    framed.write(END);
    framed.write('\r');
    var watch =
        CompletableFuture.runAsync(
            this::close,
            CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS));
    try {
      socket.getOutputStream().write(framed.toByteArray());
      socket.getOutputStream().flush();
    } catch (IOException gone) {
      throw broken(deadline);
    } finally {
      watch.cancel(false);
    }
  }

  private static IOException broken(long deadline) {
    return System.nanoTime() < deadline
        ? new Broken()
        : new SocketTimeoutException("not taken or not answered in time");
  }

  private byte[] readFrame(long deadline) throws IOException {
    int next = read(deadline);
    if (next < 0) {
      throw broken(deadline);
    }
    while (next >= 0 && next != START) {
      next = read(deadline); // a line feed after the end block, and the like
    }
    var frame = new ByteArrayOutputStream();
    for (next = read(deadline); next != END; next = read(deadline)) {
      if (next < 0 || frame.size() == LARGEST_ANSWER) {
        throw new IOException("the answer has no end");
      }
      frame.write(next);
    }
    // The carriage return of the end block is passed over with whatever precedes the next one.
    return frame.toByteArray();
  }

  private int read(long deadline) throws IOException {
    if (in.available() == 0) {
      var left = (deadline - System.nanoTime()) / 1_000_000;
      if (left < 1) {
        throw new SocketTimeoutException("no answer in time");
      }
      socket.setSoTimeout((int) left);
    }
    try {
      return in.read();
    } catch (java.net.SocketException reset) {
      return -1;
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is of no more use either way.
    }
  }
}
