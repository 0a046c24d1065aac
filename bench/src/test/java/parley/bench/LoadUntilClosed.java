package parley.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import parley.server.demo.Outcome;
import parley.server.synth.NhsNumbers;

/**
 * Senders that each send one message after the other over one connection until the gateway closes
 * it, and send nothing again.
 */
final class LoadUntilClosed implements AutoCloseable {

  private static final int START = 0x0b;
  private static final int END = 0x1c;

  private final int port;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<Lane>> running = new ArrayList<>();
  private final AtomicInteger acknowledged = new AtomicInteger();

  LoadUntilClosed(int port) {
    this.port = port;
  }

  /** How a connection ended. */
  enum Ending {
    /** Between two frames. */
    CLOSED,
    /** Between two frames, with a message that the gateway had not read. */
    RESET,
    /** In the middle of an answer. */
    BROKEN
  }

  /**
   * What one sender saw.
   *
   * @param acknowledged the messages answered AA
   * @param otherwise those answered otherwise
   * @param ending how its connection ended
   */
  record Lane(List<ReferralMessage> acknowledged, List<String> otherwise, Ending ending) {}

  /**
   * Starts senders.
   *
   * @param count how many
   * @param most how many messages each sends before it waits for the end
   */
  void start(int count, int most) {
    for (var i = 0; i < count; i++) {
      var lane = running.size() + 1;
      running.add(threads.submit(() -> send(lane, most)));
    }
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** Waits until every connection has ended. */
  List<Lane> awaitEnd() throws InterruptedException, ExecutionException {
    var lanes = new ArrayList<Lane>();
    for (var lane : running) {
      lanes.add(lane.get());
    }
    return lanes;
  }

  private Lane send(int lane, int most) throws IOException {
    var numbers = new NhsNumbers(100_000 + 10_000 * lane);
    var taken = new ArrayList<ReferralMessage>();
    var otherwise = new ArrayList<String>();
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(60_000);
      while (true) {
        var name = "%d%06d".formatted(lane, taken.size() + 1);
        var message = new ReferralMessage("STOP" + name, "STOPR" + name, numbers.next());
        if (taken.size() < most) {
          write(socket, message.bytes());
        }
        var answer = read(socket.getInputStream());
        if (answer.isEmpty()) {
          return new Lane(taken, otherwise, Ending.CLOSED);
        }
        if (Outcome.of(answer.get()).equals(Optional.of(Outcome.AA))) {
          taken.add(message);
          acknowledged.incrementAndGet();
        } else {
          otherwise.add(answer.get());
        }
      }
    } catch (BrokenFrame broken) {
      return new Lane(taken, otherwise, Ending.BROKEN);
    } catch (IOException reset) {
      return new Lane(taken, otherwise, Ending.RESET);
    }
  }

  private static void write(Socket socket, byte[] message) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.write(START);
    frame.writeBytes(message);
    frame.write(END);
    frame.write('\r');
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** One answer; empty when the connection is closed before its first byte. */
  private static Optional<String> read(InputStream in) throws IOException {
    if (in.read() < 0) {
      return Optional.empty();
    }
    var answer = new ByteArrayOutputStream();
    try {
      for (var next = in.read(); next != END; next = in.read()) {
        if (next < 0) {
          throw new BrokenFrame();
        }
        answer.write(next);
      }
      in.read();
    } catch (IOException cut) {
      throw new BrokenFrame();
    }
    return Optional.of(answer.toString(StandardCharsets.UTF_8));
  }

  /** An answer that was not sent whole. */
  private static final class BrokenFrame extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
