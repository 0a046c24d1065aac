package parley.submissions.canary;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Scans what is about to leave: every byte of each file, and of what is packed in it (ZIP, gzip, up
 * to {@value #DEEPEST} deep), as text of one or two bytes a character, with escapes undone, and as
 * base64; and the names of files. Streams; the memory it takes does not depend on the files.
 * Parquet is opaque to it, for its pages are packed by ways that Java does not know, unless
 * somebody unpacks it.
 */
public final class CanaryScan {

  static final int MOST_HITS = 100;
  static final int DEEPEST = 4;

  /**
   * By chance, four base64 views make a short name of noise; of twelve readable bytes they do not.
   */
  private static final int LEAST_RUN = 12;

  /** Three bytes are four characters. */
  private static final int LEAST_BASE64 = LEAST_RUN * 4 / 3;

  private final Canaries canaries;
  private final List<CanaryHit> hits = new ArrayList<>();
  private final List<String> opaque = new ArrayList<>();
  private int files;

  public CanaryScan(Canaries canaries) {
    this.canaries = canaries;
  }

  /** Scans a file to its end; the stream is left open. */
  public CanaryScan file(String name, InputStream bytes) throws IOException {
    inside(label(name, "file " + ++files), bytes, 0);
    return this;
  }

  /** Gives what is packed in a file, as text. */
  @FunctionalInterface
  public interface Unpacked {
    /**
     * @throws IOException when it cannot be looked into
     */
    void to(OutputStream out) throws IOException;
  }

  /**
   * Scans a file of a form that somebody else can unpack, such as Parquet: its bytes as they are,
   * and what is in it. One that cannot be unpacked after all is opaque.
   *
   * @param bytes read to the end and left open
   */
  public CanaryScan packed(String name, InputStream bytes, Unpacked content) throws IOException {
    var label = label(name, "file " + ++files);
    // Packed bytes make short names by chance; what is in them is looked at below.
    var outside = new Views(label, CanaryHit.Encoding.TEXT, LEAST_RUN);
    new Watched(bytes, outside).transferTo(OutputStream.nullOutputStream());
    outside.end();
    var inside = views(label + "!1", CanaryHit.Encoding.TEXT);
    try {
      content.to(new Shown(inside));
    } catch (IOException e) {
      opaque.add(label);
    }
    inside.end();
    return this;
  }

  /** What was found in all files. */
  public CanaryReport report() {
    return new CanaryReport(hits, opaque, canaries.left());
  }

  private String label(String name, String number) {
    var before = hits.size();
    views(number, CanaryHit.Encoding.FILE_NAME).all(name.getBytes(StandardCharsets.UTF_8));
    return hits.size() == before ? name : number;
  }

  private void inside(String name, InputStream bytes, int depth) throws IOException {
    var views = views(name, CanaryHit.Encoding.TEXT);
    var in = new BufferedInputStream(new Watched(bytes, views), 1 << 16);
    in.mark(4);
    var head = in.readNBytes(4);
    in.reset();
    if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 0x1F, 0x8B)) {
      if (depth == DEEPEST) {
        opaque.add(name);
      } else {
        packed(name, in, depth, head[0] == 'P');
      }
    } else if (startsWith(head, 'P', 'A', 'R', '1')) {
      opaque.add(name);
    }
    in.transferTo(OutputStream.nullOutputStream());
    views.end();
  }

  private void packed(String name, InputStream in, int depth, boolean zip) throws IOException {
    try {
      if (!zip) {
        inside(name + "!1", new GZIPInputStream(in), depth + 1);
        return;
      }
      var archive = new ZipInputStream(in);
      var number = 0;
      for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        var label = name + "!" + ++number;
        label(entry.getName(), label);
        inside(label, archive, depth + 1);
      }
      if (number == 0) {
        opaque.add(name);
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // The last: a name of an entry that is no text.
      opaque.add(name);
    }
  }

  private Views views(String name, CanaryHit.Encoding encoding) {
    return new Views(name, encoding, 0);
  }

  private static boolean startsWith(byte[] head, int... magic) {
    for (var at = 0; at < magic.length; at++) {
      if (head.length <= at || (head[at] & 0xFF) != magic[at]) {
        return false;
      }
    }
    return true;
  }

  /** The ways in which the same bytes are read. */
  private final class Views {
    private final TextView text;
    private final Base64Runs base64;
    private final String name;
    private int found;
    private long offset;

    Views(String name, CanaryHit.Encoding encoding, int leastRun) {
      this.name = name;
      this.text = text(leastRun, encoding);
      var views = new ArrayList<Base64View>();
      for (var skipped = 0; skipped < 4; skipped++) {
        views.add(new Base64View(text(LEAST_RUN, CanaryHit.Encoding.BASE64), skipped));
      }
      this.base64 = new Base64Runs(views, LEAST_BASE64);
    }

    void take(byte[] bytes, int from, int length) {
      for (var at = from; at < from + length; at++) {
        var one = bytes[at] & 0xFF;
        text.take(one, offset);
        base64.take(one, offset);
        offset++;
      }
    }

    void all(byte[] bytes) {
      take(bytes, 0, bytes.length);
      end();
    }

    void end() {
      text.end(offset);
      base64.end(offset);
    }

    private TextView text(int leastRun, CanaryHit.Encoding encoding) {
      return new TextView(
          new Finder(
              canaries,
              leastRun,
              (kind, hash, at) -> {
                if (found++ < MOST_HITS) {
                  var place = encoding == CanaryHit.Encoding.FILE_NAME ? -1 : at;
                  hits.add(new CanaryHit(kind, name, place, encoding));
                }
              }),
          encoding == CanaryHit.Encoding.BASE64);
    }
  }

  /** Shows what is written to the views. */
  private static final class Shown extends OutputStream {
    private final Views views;

    Shown(Views views) {
      this.views = views;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      views.take(bytes, from, length);
    }
  }

  /** Shows what is read to the views; closing it closes nothing. */
  private static final class Watched extends InputStream {
    private final InputStream in;
    private final Views views;

    Watched(InputStream in, Views views) {
      this.in = in;
      this.views = views;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      var count = in.read(into, from, length);
      if (count > 0) {
        views.take(into, from, count);
      }
      return count;
    }
  }
}
