package parley.server.practice.workforce;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;
import parley.mappings.lifecycle.EnglishDay;
import parley.server.settings.CommandStart;
import parley.server.settings.Terminal;

/**
 * {@code parley workforce --as-of DATE [--out FOLDER]}: counts staff on the last day of a month and
 * writes {@code ANONYMOUS-workforce-DATE.csv} and {@code ANONYMOUS-workforce-DATE.json}, a
 * MeasureReport, with a manifest: figures that anyone may have. The gateway on the embedded
 * database has to be stopped meanwhile; one on a database of its own may run.
 */
public final class WorkforceCommand {

  /** Before there was anybody to count; FHIR knows no year before 1. */
  private static final int FIRST_YEAR = 1900;

  private static final String USAGE =
      "usage: parley workforce --as-of DATE [--out FOLDER], with the last day of a month, such as"
          + " 2026-11-30";

  private final Terminal terminal;
  private final Clock clock;

  /**
   * A command that reports here.
   *
   * @param out where the result goes
   * @param err where an error goes, in one line
   * @param clock tells when the report was made
   */
  public WorkforceCommand(PrintStream out, PrintStream err, Clock clock) {
    this.terminal = new Terminal(out, err);
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
      return terminal.wrong(USAGE);
    }
    var folder = Path.of(named ? args[4] : "");
    try {
      var day = LocalDate.parse(args[2]);
      if (day.getYear() < FIRST_YEAR) {
        return terminal.wrong(USAGE);
      }
      if (day.isAfter(EnglishDay.of(clock.instant()))) {
        return terminal.wrong(
            "--as-of: is a day that has not come yet; nobody knows who will be there");
      }
      if (day.plusDays(1).getDayOfMonth() != 1) {
        return terminal.wrong(
            "--as-of: is not the last day of a month; a census is made of no other day, because"
                + " two of neighbouring days would tell who came or went between them");
      }
      if (!Terminal.isWritable(folder)) {
        return terminal.failed(
            "--out: no folder that can be written to, nor made, is called " + folder);
      }
      if (isThere(folder, day)) {
        return terminal.failed(
            "--out: the folder has a census of that day; a second one beside it would tell what was"
                + " corrected between them. Take the first back before you make another");
      }
      return count(day, folder);
    } catch (DateTimeParseException e) {
      return terminal.wrong(USAGE);
    } catch (IOException e) {
      return terminal.failed("the files could not be written to the folder " + folder);
    }
  }

  private int count(LocalDate day, Path folder) throws IOException {
    var start = CommandStart.of(WorkforceConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return terminal.wrong(refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context()) {
      var rows = new Census(context.getBean(StaffReader.class).staff(day), day).rows();
      var report = CensusFiles.report(rows, day, clock.instant());
      var json = context.getBean(FhirContext.class).newJsonParser().setPrettyPrint(true);
      var census = CensusFiles.folder(folder, day);
      CensusFiles.write(
          census, CensusFiles.csv(rows, day), json.encodeResourceToString(report) + '\n');
      terminal.say(
          "Written: "
              + CensusFiles.places(census).stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(", ")));
      return Terminal.DONE;
    }
  }

  /** Under its names, or under those that it had before names said the kind of product. */
  private static boolean isThere(Path folder, LocalDate day) {
    var former = folder.resolve("workforce-" + day + ".csv");
    return Files.exists(former)
        || Files.exists(former.resolveSibling("workforce-" + day + ".json"))
        || CensusFiles.places(CensusFiles.folder(folder, day)).stream().anyMatch(Files::exists);
  }
}
