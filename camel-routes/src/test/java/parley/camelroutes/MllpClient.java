package parley.camelroutes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;

/** A sender over a real socket; a wait ends after half a minute unless said otherwise. */
final class MllpClient implements AutoCloseable {

  private final Socket socket;

  MllpClient(int port) throws IOException {
    this(port, Duration.ofSeconds(30));
  }

  /** One that waits for an answer so long. */
  MllpClient(int port, Duration patience) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout((int) patience.toMillis());
    socket.setTcpNoDelay(true);
  }

  static byte[] frame(byte[]... messages) {
    var framed = new ByteArrayOutputStream();
    for (var message : messages) {
      framed.write(0x0b);
      framed.writeBytes(message);
      framed.write(0x1c);
      framed.write(0x0d);
    }
    return framed.toByteArray();
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  String ask(byte[] message) throws IOException {
    write(frame(message));
    return Texts.verdicts(read());
  }

  String askUnchecked(byte[] message) {
    try {
      return ask(message);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The next frame without its blocks. */
  byte[] read() throws IOException {
    var in = socket.getInputStream();
    if (in.read() != 0x0b) {
      throw new IOException("no start block");
    }
    var message = new ByteArrayOutputStream();
    for (int next = in.read(); next != 0x1c; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed within a frame");
      }
      message.write(next);
    }
    if (in.read() != 0x0d) {
      throw new IOException("no end block");
    }
    return message.toByteArray();
  }

  /** Whether the other end closes without another byte. */
  boolean closedByPeer() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
