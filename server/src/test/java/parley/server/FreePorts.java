package parley.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Ports for listeners that are opened later. They are below those that the system deals out itself,
 * and in a part of its own for each program of tests: until a gateway has begun to listen, nobody
 * else comes upon its port.
 */
final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int EACH = 3_000;

  /** Counted from 1 by the build; a program that an editor runs is the first. */
  private static final int PROGRAM = Integer.getInteger("parley.fork", 1);

  private static final AtomicInteger COUNT =
      new AtomicInteger(RandomGenerator.getDefault().nextInt(EACH));

  private FreePorts() {}

  static int next() {
    return IntStream.range(0, EACH)
        .map(attempt -> FIRST + PROGRAM * EACH + COUNT.getAndIncrement() % EACH)
        .filter(FreePorts::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no port is free"));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
