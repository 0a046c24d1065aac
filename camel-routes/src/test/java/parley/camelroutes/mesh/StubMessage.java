package parley.camelroutes.mesh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A message that the stub holds. Used under the stub's lock. */
public final class StubMessage {

  final String id;
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  final List<byte[]> chunks = new ArrayList<>();
  int chunksExpected = 1;
  boolean gzip;
  boolean acknowledged;
  boolean gone;
  String failure = "";

  StubMessage(String id) {
    this.id = id;
    headers.put("Mex-MessageID", id);
    headers.put("Mex-MessageType", "DATA");
    headers.put("Mex-Version", "1.0");
  }

  /** MESH's id of it. */
  public String id() {
    return id;
  }

  /** A header. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  boolean complete() {
    return chunks.size() == chunksExpected;
  }

  /** How many requests brought it. */
  public int chunkCount() {
    return chunks.size();
  }

  /** The chunks unpacked and joined. */
  public byte[] bytes() {
    var all = new ByteArrayOutputStream();
    chunks.forEach(chunk -> all.writeBytes(gzip ? unpacked(chunk) : chunk));
    return all.toByteArray();
  }

  static byte[] packed(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] unpacked(byte[] bytes) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
