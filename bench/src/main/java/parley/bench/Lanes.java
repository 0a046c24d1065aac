package parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import parley.server.synth.NhsNumbers;

/**
 * Senders that send one message after the other until they are told to stop, each to every gateway
 * at once. Message n of every lane is about the same person, so that lanes race to make a Patient.
 */
final class Lanes implements AutoCloseable {

  private static final Duration LAST_ANSWER = Duration.ofMinutes(3);

  private final List<Integer> ports;
  private final String run;
  private final int firstNumber;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<List<Sent>>> running = new ArrayList<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile boolean stopping;

  /**
   * Lanes that do not run yet.
   *
   * @param ports MLLP ports on this machine
   * @param run makes control ids unique among runs
   * @param firstNumber where in the range of test numbers to begin
   */
  Lanes(List<Integer> ports, String run, int firstNumber) {
    this.ports = List.copyOf(ports);
    this.run = run;
    this.firstNumber = firstNumber;
  }

  void start(int count) {
    for (var lane = 1; lane <= count; lane++) {
      var number = lane;
      running.add(threads.submit(() -> send(number)));
    }
  }

  /** How many messages were answered AA so far. */
  int acknowledged() {
    return acknowledged.get();
  }

  /**
   * Tells the lanes to finish the message in hand and waits for them.
   *
   * @return every message sent
   */
  List<Sent> finish() throws InterruptedException {
    stopping = true;
    var ledger = new ArrayList<Sent>();
    try {
      for (var lane : running) {
        ledger.addAll(lane.get());
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a lane broke off", failure.getCause());
    }
    return ledger;
  }

  private List<Sent> send(int lane) throws InterruptedException, ExecutionException {
    var numbers = new NhsNumbers(firstNumber);
    var senders = ports.stream().map(port -> new ResendingSender("127.0.0.1", port)).toList();
    var ledger = new ArrayList<Sent>();
    while (!stopping) {
      var sequence = ledger.size() + 1;
      var message =
          new ReferralMessage(
              "K%s%d%06d".formatted(run, lane, sequence),
              "KR%s%d%06d".formatted(run, lane, sequence),
              numbers.next());
      var taken = deliver(senders, message.bytes());
      acknowledged.addAndGet(taken ? 1 : 0);
      ledger.add(new Sent(lane, sequence, message, taken));
    }
    senders.forEach(ResendingSender::close);
    return ledger;
  }

  private boolean deliver(List<ResendingSender> senders, byte[] bytes)
      throws InterruptedException, ExecutionException {
    var tasks = new ArrayList<Callable<Boolean>>();
    senders.forEach(
        sender ->
            tasks.add(() -> sender.deliver(bytes, System.nanoTime() + LAST_ANSWER.toNanos())));
    var all = true;
    for (var answer : threads.invokeAll(tasks)) {
      all &= answer.get();
    }
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
