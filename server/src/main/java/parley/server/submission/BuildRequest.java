package parley.server.submission;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Optional;
import parley.submissions.build.Confirmation;
import parley.submissions.build.SubmissionType;

/**
 * What somebody wants built.
 *
 * @param provider ODS code
 * @param period reporting month
 * @param out folder for the package, instead of that of the settings
 * @param template the official empty database, instead of that of the settings
 * @param by who asks
 * @param timed whether the calendar asks; that it was set is its right
 * @param created DateTimeDatSetCreate, English local time; when it is not given, the moment of the
 *     build
 */
record BuildRequest(
    String provider,
    YearMonth period,
    SubmissionType type,
    boolean dryRun,
    Optional<Path> out,
    Optional<Path> template,
    Optional<Confirmation> confirmation,
    Asker by,
    boolean timed,
    Optional<LocalDateTime> created) {}
