package parley.server.synth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The published figures that synthetic services are calibrated on. The file names the source of
 * each; docs/synth.md says how they are used.
 */
final class Calibration {

  private static final String FILE = "/parley/synth/calibration.csv";
  private static final int COLUMNS = 5;

  private final Map<String, Double> figures;

  private Calibration(Map<String, Double> figures) {
    this.figures = Map.copyOf(figures);
  }

  /** The shipped figures. */
  static Calibration packaged() {
    var figures = new HashMap<String, Double>();
    try (var in = Calibration.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the jar");
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines();
      lines
          .filter(line -> !line.startsWith("#") && !line.startsWith("kind,"))
          .map(line -> line.split(",", -1))
          .forEach(
              cells -> {
                if (cells.length != COLUMNS || cells[COLUMNS - 1].isEmpty()) {
                  throw new IllegalStateException(FILE + " has a line without its source");
                }
                figures.put(key(cells[0], cells[1], cells[2]), Double.valueOf(cells[3]));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Calibration(figures);
  }

  /** A figure of England as a whole. */
  double england(String figure) {
    return figure("england", figure, "");
  }

  /** A figure of the courses of a therapy. */
  double of(Therapy therapy, String figure) {
    return figure("therapy", figure, therapy.id());
  }

  /** How many courses of a therapy were for a complaint, 0 when none are published. */
  double courses(Complaint complaint, Therapy therapy) {
    return figures.getOrDefault(key("courses", complaint.id(), therapy.id()), 0.0);
  }

  private double figure(String kind, String figure, String therapy) {
    var found = figures.get(key(kind, figure, therapy));
    if (found == null) {
      throw new IllegalArgumentException("no such figure: " + key(kind, figure, therapy));
    }
    return found;
  }

  private static String key(String kind, String figure, String therapy) {
    return kind + '|' + figure + '|' + therapy;
  }
}
