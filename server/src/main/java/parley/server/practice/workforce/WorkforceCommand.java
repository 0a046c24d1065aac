package parley.server.practice.workforce;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import parley.mappings.lifecycle.EnglishDay;
import parley.server.settings.CommandStart;

/**
 * {@code parley workforce --as-of DATE [--out FOLDER]}: counts staff on the last day of a month and
 * writes {@code workforce-DATE.csv} and {@code workforce-DATE.json}, a MeasureReport. The gateway
 * on the embedded database has to be stopped meanwhile; one on a database of its own may run.
 */
public final class WorkforceCommand {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  /** Before there was anybody to count; FHIR knows no year before 1. */
  private static final int FIRST_YEAR = 1900;

  private static final String USAGE =
      "usage: parley workforce --as-of DATE [--out FOLDER], with the last day of a month, such as"
          + " 2026-11-30";

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  /**
   * A command that reports here.
   *
   * @param out where the result goes
   * @param err where an error goes, in one line
   * @param clock tells when the report was made
   */
  public WorkforceCommand(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /**
   * Counts.
   *
   * @param args {@code workforce --as-of DATE}, and {@code --out FOLDER} for another than the
   *     current one
   * @return exit code: 0 written, 1 not written, 2 the command or the settings are wrong
   */
  public int run(String... args) {
    var named = args.length == 5 && args[3].equals("--out");
    if (!(named || args.length == 3) || !args[1].equals("--as-of")) {
      return error(WRONG, USAGE);
    }
    var folder = Path.of(named ? args[4] : "");
    try {
      var day = LocalDate.parse(args[2]);
      if (day.getYear() < FIRST_YEAR) {
        return error(WRONG, USAGE);
      }
      if (day.isAfter(EnglishDay.of(clock.instant()))) {
        return error(
            WRONG, "--as-of: is a day that has not come yet; nobody knows who will be there");
      }
      if (day.plusDays(1).getDayOfMonth() != 1) {
        return error(
            WRONG,
            "--as-of: is not the last day of a month; a census is made of no other day, because"
                + " two of neighbouring days would tell who came or went between them");
      }
      if (!isWritable(folder)) {
        return error(
            FAILED, "--out: no folder that can be written to, nor made, is called " + folder);
      }
      if (Files.exists(csv(folder, day)) || Files.exists(json(folder, day))) {
        return error(
            FAILED,
            "--out: the folder has a census of that day; a second one beside it would tell what was"
                + " corrected between them. Take the first back before you make another");
      }
      return count(day, folder);
    } catch (DateTimeParseException e) {
      return error(WRONG, USAGE);
    } catch (IOException e) {
      return error(FAILED, "the files could not be written to the folder " + folder);
    }
  }

  /** Makes the folder if it is not there; before the database is started, which takes long. */
  private static boolean isWritable(Path folder) {
    try {
      var made = folder.toAbsolutePath();
      return Files.isWritable(Files.isDirectory(made) ? made : Files.createDirectories(made));
    } catch (IOException e) {
      return false;
    }
  }

  private int count(LocalDate day, Path folder) throws IOException {
    var start = CommandStart.of(WorkforceConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return error(WRONG, refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context()) {
      var rows = new Census(context.getBean(StaffReader.class).staff(day), day).rows();
      var report = CensusFiles.report(rows, day, clock.instant());
      var json = context.getBean(FhirContext.class).newJsonParser().setPrettyPrint(true);
      var csv = csv(folder, day);
      var measured = json(folder, day);
      CensusFiles.write(
          csv, CensusFiles.csv(rows, day), measured, json.encodeResourceToString(report) + '\n');
      out.println("Written: " + csv + " and " + measured);
      return DONE;
    }
  }

  private static Path csv(Path folder, LocalDate day) {
    return folder.resolve("workforce-" + day + ".csv");
  }

  private static Path json(Path folder, LocalDate day) {
    return folder.resolve("workforce-" + day + ".json");
  }

  private int error(int code, String line) {
    err.println("parley: " + line);
    return code;
  }
}
