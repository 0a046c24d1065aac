package parley.mappings.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;

/**
 * One order of a result message.
 *
 * @param orc the ORC before it
 * @param obr the OBR
 * @param members the OBX and NTE after it, in order
 */
record Order(Optional<Segment> orc, Segment obr, List<Segment> members) {

  /** The orders of a message; an OBX that belongs to none stops it. */
  static List<Order> all(Reading reading) {
    var orders = new ArrayList<Order>();
    var orc = Optional.<Segment>empty();
    var open = false;
    for (var segment : reading.message().segments()) {
      switch (segment.name()) {
        case "ORC" -> {
          orc = Optional.of(segment);
          open = false;
        }
        case "OBR" -> {
          orders.add(new Order(orc, segment, new ArrayList<>()));
          orc = Optional.empty();
          open = true;
        }
        case "OBX", "NTE" -> {
          if (open) {
            orders.get(orders.size() - 1).members().add(segment);
          } else if (segment.name().equals("OBX")) {
            homeless(reading, segment);
          }
        }
        default -> {
          // Other segments say nothing that is carried.
        }
      }
    }
    return orders;
  }

  /** The OBX of the order. */
  List<Segment> results() {
    return members.stream().filter(member -> member.name().equals("OBX")).toList();
  }

  private static void homeless(Reading reading, Segment obx) {
    reading.note(
        Problem.error(
            ProblemCode.MISSING_SEGMENT,
            obx.location(1),
            "the OBX follows no OBR, so it belongs to no order",
            "Send an OBR before it."));
  }
}
