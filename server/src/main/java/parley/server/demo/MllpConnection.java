package parley.server.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * The sending side of MLLP (HL7 Minimal Lower Layer Protocol, release 1): one message, one
 * acknowledgement, on one TCP connection. Not for use by two threads at once.
 */
public final class MllpConnection implements AutoCloseable {

  private static final int START_BLOCK = 0x0b;
  private static final int END_BLOCK = 0x1c;
  private static final int CARRIAGE_RETURN = 0x0d;
  private static final int CONNECT_MILLIS = 5_000;

  private final Socket socket;
  private final InputStream in;

  /**
   * Connects.
   *
   * @param patience how long an acknowledgement is waited for
   * @throws IOException when nobody listens
   */
  public MllpConnection(String host, int port, Duration patience) throws IOException {
    socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * Sends a message and waits for the answer.
   *
   * @param message without framing
   * @return the answer without framing
   * @throws IOException when the connection breaks or no answer comes in time; whether the message
   *     arrived is then unknown
   */
  public byte[] exchange(byte[] message) throws IOException {
    // One write, so that the frame leaves in as few packets as it can.
    var frame = new ByteArrayOutputStream(message.length + 3);
    frame.write(START_BLOCK);
    frame.writeBytes(message);
    frame.write(END_BLOCK);
    frame.write(CARRIAGE_RETURN);
    socket.getOutputStream().write(frame.toByteArray());
    socket.getOutputStream().flush();
    return receive();
  }

  private byte[] receive() throws IOException {
    while (read() != START_BLOCK) {
      // Between frames there is nothing to keep.
    }
    var answer = new ByteArrayOutputStream();
    for (var next = read(); next != END_BLOCK; next = read()) {
      answer.write(next);
    }
    if (read() != CARRIAGE_RETURN) {
      throw new IOException("the end block is not followed by a carriage return");
    }
    return answer.toByteArray();
  }

  private int read() throws IOException {
    var next = in.read();
    if (next < 0) {
      throw new EOFException("the connection was closed before the answer was complete");
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
