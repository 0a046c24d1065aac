package parley.server.synth;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.server.synth.Synthesis.Form;

/** What was asked for on the command line: understood, or refused with the reason. */
sealed interface SynthArguments {

  /** One line about each argument that there is. */
  String USAGE =
      "usage: parley synth --referrals N --seed S --out FOLDER [--services 1..9]"
          + " [--from DATE --to DATE] [--as-of DATE] [--errors SHARE] [--format hl7|fhir|both]"
          + " [--ndjson]; or --into-store in place of --out, --format and --ndjson: with --out for"
          + " the truth alone";

  /** Understood: files into a folder. */
  record Understood(SynthOrder order, Set<Form> forms, Path folder) implements SynthArguments {}

  /** Understood: records into the store, the truth into a folder if one is named. */
  record IntoStore(SynthOrder order, Optional<Path> truth) implements SynthArguments {}

  /** Not understood; {@code reason} names the argument. */
  record Refused(String reason) implements SynthArguments {}

  /**
   * Reads arguments; {@code args[0]} is the command. The year of the published figures is made
   * unless another is asked for.
   */
  static SynthArguments of(String... args) {
    var known =
        Set.of(
            "--referrals",
            "--seed",
            "--out",
            "--services",
            "--from",
            "--to",
            "--as-of",
            "--errors",
            "--format");
    var given = new HashMap<String, String>();
    var flags = new HashSet<String>();
    for (var i = 1; i < args.length; i++) {
      if (args[i].equals("--ndjson") || args[i].equals("--into-store")) {
        flags.add(args[i]);
      } else if (!known.contains(args[i]) || i + 1 == args.length) {
        return new Refused(USAGE);
      } else {
        given.put(args[i], args[++i]);
      }
    }
    var store = flags.contains("--into-store");
    if (store && (given.containsKey("--format") || flags.contains("--ndjson"))) {
      return new Refused("--into-store writes no files but the truth; " + USAGE);
    }
    for (var needed : List.of("--referrals", "--seed", "--out")) {
      if (!given.containsKey(needed) && !(store && needed.equals("--out"))) {
        return new Refused(needed + " is missing; " + USAGE);
      }
    }
    return read(given, flags);
  }

  private static SynthArguments read(Map<String, String> given, Set<String> flags) {
    try {
      var to = LocalDate.parse(given.getOrDefault("--to", "2025-03-31"));
      var order =
          new SynthOrder(
              Integer.parseInt(given.get("--referrals")),
              Long.parseLong(given.get("--seed")),
              Integer.parseInt(given.getOrDefault("--services", "1")),
              LocalDate.parse(given.getOrDefault("--from", "2024-04-01")),
              to,
              given.containsKey("--as-of") ? LocalDate.parse(given.get("--as-of")) : to,
              Double.parseDouble(given.getOrDefault("--errors", "0.05")));
      if (flags.contains("--into-store")) {
        return new IntoStore(order, Optional.ofNullable(given.get("--out")).map(Path::of));
      }
      var fhir = flags.contains("--ndjson") ? Form.NDJSON : Form.BUNDLES;
      var folder = Path.of(given.get("--out"));
      return switch (given.getOrDefault("--format", "both")) {
        case "hl7" -> new Understood(order, EnumSet.of(Form.HL7), folder);
        case "fhir" -> new Understood(order, EnumSet.of(fhir), folder);
        case "both" -> new Understood(order, EnumSet.of(Form.HL7, fhir), folder);
        default -> new Refused("--format: hl7, fhir or both");
      };
    } catch (NumberFormatException e) {
      return new Refused("--referrals, --seed, --services and --errors are numbers; " + USAGE);
    } catch (DateTimeParseException e) {
      return new Refused("--from, --to and --as-of are dates such as 2025-03-31; " + USAGE);
    } catch (IllegalArgumentException e) {
      return new Refused("--" + e.getMessage());
    }
  }
}
