package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The player against a stand-in that accepts everything on all three ways in. */
final class DayPlayerTest {

  private static final Instant START = Instant.parse("2026-11-23T07:55:00Z");

  @TempDir private Path inbox;

  @Test
  void everyMessageGoesItsWayAndGetsItsAnswer() throws IOException, InterruptedException {
    var day = DemoDay.script(7, START);
    var answered = new AtomicInteger();
    var running = new AtomicBoolean(true);
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/hl7v2",
        exchange -> {
          var answer = accept(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    http.start();
    try (var mllp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      start(() -> listen(mllp, running));
      start(() -> pollFolder(running));
      var settings =
          new DemoSettings(
              URI.create("http://127.0.0.1:" + http.getAddress().getPort()),
              "127.0.0.1",
              mllp.getLocalPort(),
              inbox,
              7,
              START);
      var played = new DayPlayer(settings).play(day, answered::addAndGet);
      assertThat(played).hasSameSizeAs(day);
      assertThat(answered).hasValue(day.size());
      assertThat(played).allMatch(result -> result.outcome().equals(Optional.of(Outcome.AA)));
      assertThat(new DemoReport(played, new EhrReport(List.of(), settings.http())).mismatches())
          .hasSameSizeAs(day.stream().filter(message -> message.expected() != Outcome.AA).toList());
    } finally {
      running.set(false);
      http.stop(0);
    }
  }

  @Test
  void aWaveNeverHoldsTwoMessagesAboutOnePerson() {
    var day = DemoDay.script(7, START);
    var waves = DayPlayer.waves(day);
    assertThat(waves.stream().flatMap(List::stream)).containsExactlyElementsOf(day);
    assertThat(waves)
        .allSatisfy(
            wave ->
                assertThat(wave.stream().map(DemoMessage::patient).collect(Collectors.toSet()))
                    .hasSameSizeAs(wave));
  }

  private static byte[] accept(byte[] message) {
    var controlId = "";
    var fields =
        new String(message, StandardCharsets.ISO_8859_1).split("\r", 2)[0].split("\\|", -1);
    if (fields.length > 9) {
      controlId = fields[9];
    }
    return ("MSH|^~\\&\rMSA|AA|" + controlId + "\r").getBytes(StandardCharsets.UTF_8);
  }

  private static void listen(ServerSocket server, AtomicBoolean running) {
    while (running.get()) {
      try {
        var socket = server.accept();
        start(() -> answer(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = socket.getInputStream();
      while (in.read() == 0x0b) {
        var answer = accept(frame(in));
        socket.getOutputStream().write(0x0b);
        socket.getOutputStream().write(answer);
        socket.getOutputStream().write(new byte[] {0x1c, 0x0d});
      }
    } catch (IOException closed) {
      // The player has gone.
    }
  }

  private static byte[] frame(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var next = in.read(); next >= 0 && next != 0x1c; next = in.read()) {
      bytes.write(next);
    }
    in.read();
    return bytes.toByteArray();
  }

  private void pollFolder(AtomicBoolean running) {
    while (running.get()) {
      try (var files = Files.newDirectoryStream(inbox, "*.hl7")) {
        for (var file : files) {
          var done = Files.createDirectories(inbox.resolve("done")).resolve(file.getFileName());
          var answer = accept(Files.readAllBytes(file));
          Files.move(file, done);
          Files.write(done.resolveSibling(file.getFileName() + ".ack"), answer);
        }
        Thread.sleep(20);
      } catch (IOException | InterruptedException stopped) {
        return;
      }
    }
  }

  private static void start(Runnable task) {
    var thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }
}
