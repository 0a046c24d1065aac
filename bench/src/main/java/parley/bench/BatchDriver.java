package parley.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import parley.mappings.Mappings;
import parley.server.synth.NhsNumbers;

/**
 * Measures a folder: one batch file of mixed messages is dropped into the inbox of a gateway of its
 * own, then dropped again. Exit code 0 when every message was answered AA and applied, and the
 * second drop changed nothing.
 */
public final class BatchDriver {

  private static final String USAGE =
      """
      BatchDriver [--messages 20000] [--heap 1g] [--command "COMMAND"] [--work FOLDER]
        --heap     largest heap of the gateway
        --command  starts a gateway (default: the jar in server/target)
      """;

  private BatchDriver() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      var named = Set.of("messages", "heap", "command", "work");
      System.exit(run(new Options(List.of(arguments), Set.of(), named)));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static int run(Options options) throws IOException, InterruptedException {
    var work =
        options.has("work")
            ? Files.createDirectories(Path.of(options.text("work", ""))).toAbsolutePath()
            : Files.createTempDirectory("parley-batch");
    System.out.println("data and logs in " + work);
    var messages = options.number("messages", 20_000);
    var file = work.resolve("mixed.hl7");
    write(file, messages);
    var heap = options.text("heap", "1g");
    var command = options.has("command") ? options.text("command", "") : shipped(heap);
    var http = freePort();
    var environment =
        Map.of(
            "PARLEY_DATA", work.resolve("data").toString(),
            "PARLEY_HTTP_PORT", String.valueOf(http),
            "PARLEY_MLLP_PORT", String.valueOf(freePort()));
    var base = URI.create("http://127.0.0.1:" + http);
    try (var gateway =
        GatewayProcess.start(command, environment, base, work.resolve("gateway.log"))) {
      gateway.awaitReady();
      var memory = new MemoryWatch(gateway.pid());
      var inbox = work.resolve("data").resolve("inbox");
      var faults =
          new BatchRun(new GatewayReader(base), memory, inbox, System.out).run(file, messages);
      faults.forEach(fault -> System.out.println("FAULT " + fault));
      System.out.println(faults.isEmpty() ? "clean" : faults.size() + " faults");
      return faults.isEmpty() ? 0 : 1;
    }
  }

  private static void write(Path file, int messages) throws IOException {
    var run = Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase(Locale.ROOT);
    var mixed = new MixedMessages(run, new NhsNumbers(100_000));
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      mixed.write(out, messages);
    }
    System.out.printf(
        Locale.ROOT,
        "%d messages about %d people in %.1f MB; types %s%n",
        messages,
        mixed.people(),
        Files.size(file) / 1e6,
        String.join(", ", mixed.types()));
    var absent = new TreeSet<>(Mappings.types());
    absent.removeAll(mixed.types());
    if (!absent.isEmpty()) {
      System.out.println("types taken and not among them: " + String.join(", ", absent));
    }
  }

  private static String shipped(String heap) throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of("server", "target"), "server-[0-9]*.jar")) {
      for (var jar : jars) {
        return "java -Xmx%s -jar %s serve".formatted(heap, jar.toAbsolutePath());
      }
    }
    throw new IllegalArgumentException("no gateway in server/target: build it or give --command");
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
