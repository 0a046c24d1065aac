package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of both commands; nothing is started for wrong ones. */
class SubmitCommandTest {

  private static final Clock NOVEMBER =
      Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | --provider is an ODS code",
        "--provider rz9 --period 2026-10 | --provider is an ODS code",
        "--provider RZ9 | --period is missing",
        "--provider RZ9 --period 2026-13 | --period is a month",
        "--provider RZ9 --period October | --period is a month",
        "--provider RZ9 --period 2026-12 | has not begun",
        "--provider RZ9 --period 2026-10 --type both | --type is primary or refresh",
        "--provider RZ9 --period 2026-10 --type | --type needs a value",
        "--provider RZ9 --period 2026-10 --confirm right | --by has to say who",
        "--provider RZ9 --period 2026-10 --created yesterday | --created is a moment",
        "--provider RZ9 --period 2026-10 --created 2026-09-30T23:59:59 | --created is a moment",
        "--provider RZ9 --period 2026-10 --created 2026-11-22T23:30:01 | --created is a moment",
        "--provider RZ9 --period 2026-10 --template /no/such/file | no file that can be read",
        "--provider RZ9 --period 2026-10 --provider RZ8 | --provider is given twice",
        "--provider RZ9 --period 2026-10 --dryrun | --dryrun is no option",
        "--provider RZ9 --period 2026-10 now | now is no option",
      })
  void aWrongCommandSaysWhatIsWrongAndHowItIsUsed(String line, String says) {
    var err = new ByteArrayOutputStream();
    var command = new SubmitCommand(nowhere(), new PrintStream(err), NOVEMBER);
    assertThat(command.run(("submit " + line).strip().split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("parley: ").contains(says).contains("usage: parley");
  }

  @Test
  void whatIsSaidIsWhatIsAskedFor() throws IOException {
    var template = Files.writeString(folder.resolve("empty.accdb"), "");
    var words =
        ("--provider RZ9 --period 2026-10 --type refresh --dry-run --confirm right --by ME"
                + " --created 2026-10-31T23:30:00+01:00 --template "
                + template)
            .split(" ");
    var order = SubmitOrder.of(List.of(words), NOVEMBER);
    assertThat(order).isInstanceOf(SubmitOrder.Build.class);
    var request = ((SubmitOrder.Build) order).request();
    assertThat(request.type().code()).isEqualTo("refresh");
    assertThat(request.dryRun()).isTrue();
    assertThat(request.by().name()).isEqualTo("ME");
    assertThat(request.by().told())
        .isEqualTo(request.confirmation().orElseThrow().by())
        .isEqualTo("ME (account " + System.getProperty("user.name") + ")");
    assertThat(request.created()).contains(LocalDateTime.parse("2026-10-31T22:30:00"));
    assertThat(request.confirmation().orElseThrow().reason()).isEqualTo("right");
    assertThat(request.template()).contains(template);
  }

  @Test
  void aFolderThatCannotBeIsToldBeforeAnythingStarts() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var err = new ByteArrayOutputStream();
    var command = new SubmitCommand(nowhere(), new PrintStream(err), NOVEMBER);
    assertThat(
            command.run(
                "submit",
                "--provider",
                "RZ9",
                "--period",
                "2026-10",
                "--out",
                file.resolve("below").toString()))
        .isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("parley: --out: no folder that can be written to, nor made");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | nothing that can be done",
        "burn 1 | nothing that can be done",
        "draft 1 --by ME --reason so | nothing that can be done",
        "show | the number of the submission is missing",
        "show one | the number of the submission is missing",
        "released 1 --by ME | --reason why",
        "released 1 --reason so | --by says who",
        "list --period never | --period is a month",
      })
  void theRegisterSaysWhatItTakes(String line, String says) {
    var err = new ByteArrayOutputStream();
    var command = new RegisterCommand(nowhere(), new PrintStream(err));
    assertThat(command.run(("submission " + line).strip().split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(says).contains("usage: parley submission");
  }

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream());
  }
}
