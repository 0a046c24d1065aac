package parley.server.synth;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes one HL7 v2 message in its ER7 form (HL7 v2.4 section 2.7), segment by segment. */
public final class Er7 {

  private final List<Segment> segments = new ArrayList<>();

  /** Begins the next segment. */
  public Segment segment(String name) {
    var segment = new Segment(name);
    segments.add(segment);
    return segment;
  }

  /** The message, segments ended by CR. */
  public byte[] bytes(Charset charset) {
    var text = new StringBuilder();
    segments.forEach(segment -> text.append(segment.text()).append('\r'));
    return text.toString().getBytes(charset);
  }

  /** One segment: fields set by number, those between left empty. */
  public static final class Segment {

    private final String name;
    private final TreeMap<Integer, String> fields = new TreeMap<>();

    private Segment(String name) {
      this.name = name;
    }

    /**
     * Sets a field.
     *
     * @param number from 1; for MSH from 2, since MSH-1 is the separator itself
     * @param value components, repetitions and escapes already written
     */
    public Segment set(int number, String value) {
      fields.put(number, value);
      return this;
    }

    private String text() {
      var text = new StringBuilder(name);
      if (fields.isEmpty()) {
        return text.toString();
      }
      for (var number = name.equals("MSH") ? 2 : 1; number <= fields.lastKey(); number++) {
        text.append('|').append(fields.getOrDefault(number, ""));
      }
      return text.toString();
    }
  }
}
