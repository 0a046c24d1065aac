package parley.mappings.hl7v2;

import java.util.List;
import java.util.Optional;

/**
 * A parsed message as a flat list of segments in the order sent; groups are read by position,
 * because UK senders leave out, add and misplace segments that the HL7 structures would insist on.
 *
 * @param envelope what MSH says
 * @param segments every segment in order, MSH and Z-segments included
 */
public record Hl7Message(Envelope envelope, List<Segment> segments) {

  public Hl7Message {
    segments = List.copyOf(segments);
  }

  /** The first segment of a name. */
  public Optional<Segment> first(String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
  }

  /** Every segment of a name, in order. */
  public List<Segment> all(String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).toList();
  }
}
