package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of the command; nothing is started for wrong ones. */
class ReleaseCommandTest {

  private static final Clock NOVEMBER =
      Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | --agreement is missing",
        "--agreement urn:a | --period is missing",
        "--agreement urn:a --period October | --period is a month",
        "--agreement urn:a --period 2026-10..2026-11 | --period has a month that is not over",
        "--agreement urn:a --period 2026-11 | --period has a month that is not over",
        "--agreement urn:a --period 2026-10..2026-04 | ends in its first month or up to 17",
        "--agreement urn:a --period 2024-10..2026-10 | ends in its first month or up to 17",
        "--agreement urn:a --period 2026-08..2026-09..2026-10 | is a month or two",
        "--agreement urn:a --period 2026-10.. | is a month or two",
        "--agreement urn:a --period 2026-10 --provider rz9 | --provider is an ODS code",
        "--agreement urn:a --period 2026-10 --edition final | --edition is primary or refresh",
        "--agreement urn:a --period 2026-10 --key-id 1 | --key-id is 16 hexadecimal digits",
        "--agreement urn:a --period 2026-10 --by | --by needs a value",
        "--agreement urn:a --agreement urn:b --period 2026-10 | --agreement is given twice",
        "--agreement /no/such/file --period 2026-10 | --agreement: no file that can be read",
        "--agreement urn:a --period 2026-10 --force | --force is no option",
        "burn 1 | nothing that can be done",
        "show | the number of the release is missing",
        "verify one | the number of the release is missing",
        "list --dry-run | list takes no options",
      })
  void aWrongCommandSaysWhatIsWrong(String line, String says) {
    var err = new ByteArrayOutputStream();
    var command = command(err);
    assertThat(command.run(("release " + line).strip().split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("parley: ").contains(says);
  }

  @Test
  void whatIsSaidIsWhatIsAskedFor() {
    var words =
        ("--agreement urn:a --period 2026-04..2026-10 --edition refresh --dry-run --by ME"
                + " --key-id 0123456789abcdef")
            .split(" ");
    var make = (ReleaseCommandWords.Make) ReleaseCommandWords.of(List.of(words), NOVEMBER);
    var settings = MadeSettings.withKeys(List.of());
    var request = make.request(new ReleaseRequest.Choice.Named("urn:a"), settings);
    assertThat(request.provider()).isEqualTo("RZ1");
    assertThat(request.first()).isEqualTo(YearMonth.parse("2026-04"));
    assertThat(request.last()).isEqualTo(YearMonth.parse("2026-10"));
    assertThat(request.edition().code()).isEqualTo("refresh");
    assertThat(request.dryRun()).isTrue();
    assertThat(request.keyId()).contains("0123456789abcdef");
    assertThat(request.by()).isEqualTo("ME");
    assertThat(request.timed()).isFalse();
  }

  /** The first fault says by which gate, and with that what a script has to do. */
  @ParameterizedTest
  @CsvSource({
    "OPT_OUT,4",
    "CANARY,3",
    "ROWS,3",
    "ROW_CHECK,3",
    "FIGURES,3",
    "RECORD,3",
    "AGREEMENT,2",
    "KEY,2"
  })
  void theExitCodeSaysWhichGateRefused(String code, int exit) {
    var err = new ByteArrayOutputStream();
    var faults = List.of(new ReleaseFault(code, "the place", "the rule", "the remedy"));
    assertThat(command(err).report(MadeRows.refused(ReleaseTold.of(faults)))).isEqualTo(exit);
    assertThat(err.toString().strip())
        .startsWith("parley: release 7 was refused")
        .contains("the place", "the rule", "the remedy");
  }

  @Test
  void aFolderThatCannotBeIsToldBeforeAnythingStarts() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var err = new ByteArrayOutputStream();
    var command = command(err);
    var out = file.resolve("below").toString();
    assertThat(command.run("release", "--agreement", "urn:a", "--period", "2026-10", "--out", out))
        .isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("parley: --out: no folder that can be written to, nor made");
  }

  private static ReleaseCommand command(ByteArrayOutputStream err) {
    return new ReleaseCommand(nowhere(), new PrintStream(err), NOVEMBER);
  }

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream());
  }
}
