package parley.submissions.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewRunnerTest {

  private static final ViewReader READER = new ViewReader();
  private static final ViewRunner RUNNER = new ViewRunner(READER);
  private static final View FAMILIES =
      view(
          """
          {"name":"families","resource":"Patient","select":[{"column":[
            {"name":"id","path":"getResourceKey()","type":"id"},
            {"name":"family","path":"name.family","type":"string"}]}]}
          """);

  @Test
  void aFailureNamesResourceAndColumnAndHoldsNoValue() {
    var run =
        RUNNER.run(
            FAMILIES,
            type ->
                Stream.of(
                    ResourceText.of("{\"resourceType\":\"Patient\",\"id\":\"a\"}"),
                    ResourceText.of(
                        "{\"resourceType\":\"Patient\",\"id\":\"b\",\"name\":[{\"family\":\"Secret\"},{\"family\":\"Hidden\"}]}")),
            cells -> {});

    assertThat(run)
        .isEqualTo(
            new ViewRun.Failed(
                new EvaluationFailure(
                    Optional.of("families"),
                    "Patient/b",
                    "select[0].column[1]",
                    Optional.of("family"),
                    "The path gives several values and the column takes one",
                    "Set collection to true, narrow the path, or choose a value with first()."),
                2,
                1));
    assertThat(run.toString()).doesNotContain("Secret").doesNotContain("Hidden");
  }

  @Test
  void aResourceWithoutIdIsNamedByItsNumber() {
    var run =
        RUNNER.run(
            FAMILIES,
            type ->
                Stream.of(
                    ResourceText.of("{\"resourceType\":\"Organization\"}"),
                    ResourceText.of(
                        "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"x\"},{\"family\":\"y\"}]}")),
            cells -> {});

    assertThat(((ViewRun.Failed) run).failure().resource()).isEqualTo("Patient, number 2");
  }

  @Test
  void whatIsNoResourceFailsWithTheIdOfTheStore() {
    for (var broken : List.of("{\"resourceType\":\"Patient\",\"name\":\"Secret", "", "7")) {
      var run =
          RUNNER.run(
              FAMILIES,
              type -> Stream.of(new ResourceText(Optional.of("p9"), broken)),
              cells -> {});

      assertThat(((ViewRun.Failed) run).failure().resource()).isEqualTo("Patient/p9");
      assertThat(run.toString()).doesNotContain("Secret");
    }
  }

  @Test
  void theIdOfTheStoreIsTheKey() {
    var rows = new ArrayList<List<Cell>>();
    RUNNER.run(
        FAMILIES,
        type -> Stream.of(new ResourceText(Optional.of("p9"), "{\"resourceType\":\"Patient\"}")),
        rows::add);

    assertThat(rows).containsExactly(List.of(new Cell.Text("p9"), Cell.ABSENT));
  }

  @Test
  void theStreamIsClosedAndTheSinkHearsStartAndEnd() {
    var closed = new AtomicBoolean();
    var heard = new ArrayList<String>();
    var sink =
        new RowSink() {
          @Override
          public void start(List<Column> columns) {
            heard.add("start " + columns.size());
          }

          @Override
          public void row(List<Cell> cells) {
            heard.add("row");
          }

          @Override
          public void end() {
            heard.add("end");
          }
        };
    var run = RUNNER.run(FAMILIES, type -> patients(2).onClose(() -> closed.set(true)), sink);

    assertThat(run).isEqualTo(new ViewRun.Finished(2, 2, false));
    assertThat(heard).containsExactly("start 2", "row", "row", "end");
    assertThat(closed).isTrue();
  }

  @Test
  void noMoreRowsAreMadeThanAskedForAndNoMoreResourcesRead() {
    var read = new AtomicLong();
    var run =
        RUNNER.run(
            FAMILIES, type -> patients(1_000).peek(one -> read.incrementAndGet()), cells -> {}, 10);

    assertThat(run).isEqualTo(new ViewRun.Finished(10, 10, true));
    assertThat(read).hasValue(10);
  }

  @Test
  void aLimitHoldsWithinOneResource() {
    var view =
        view(
            """
            {"resource":"Patient","select":[
              {"forEach":"name","column":[{"name":"a","path":"family"}]},
              {"forEach":"%resource.name","column":[{"name":"b","path":"family"}]},
              {"unionAll":[{"column":[{"name":"c","path":"'1'"}]},{"column":[{"name":"c","path":"'2'"}]}]}]}
            """);

    assertThat(RUNNER.run(view, type -> Stream.of(many(50)), cells -> {}, 7).rows()).isEqualTo(7);
    assertThat(RUNNER.run(view, type -> Stream.of(many(50)), cells -> {}).rows()).isEqualTo(5_000);
  }

  /** A cross product of 27 million rows is not held: it is given row by row. */
  @Test
  void theRowsOfOneResourceAreNotHeld() {
    var view =
        view(
            """
            {"resource":"Patient","select":[
              {"forEach":"name","column":[{"name":"a","path":"family"}]},
              {"forEach":"name","column":[{"name":"b","path":"family"}]},
              {"forEach":"name","column":[{"name":"c","path":"family"}]}]}
            """);
    var last = new AtomicLong();
    var run =
        RUNNER.run(view, type -> Stream.of(many(300)), cells -> last.incrementAndGet(), 2_000_000);

    assertThat(run).isEqualTo(new ViewRun.Finished(1, 2_000_000, true));
    assertThat(last).hasValue(2_000_000);
  }

  @Test
  void viewsOfOneTypeRunInOnePass() {
    var ids =
        view(
            "{\"resource\":\"Patient\",\"select\":[{\"column\":[{\"name\":\"id\",\"path\":\"id\"}]}]}");
    var opened = new AtomicLong();
    var families = new ArrayList<List<Cell>>();
    var keys = new ArrayList<List<Cell>>();
    var run =
        RUNNER.runTogether(
            List.of(new ViewTarget(FAMILIES, families::add), new ViewTarget(ids, keys::add)),
            type -> {
              opened.incrementAndGet();
              return patients(3);
            });

    assertThat(run).isEqualTo(new ViewRun.Finished(3, 6, false));
    assertThat(opened).hasValue(1);
    assertThat(families).hasSize(3).contains(List.of(new Cell.Text("p2"), Cell.ABSENT));
    assertThat(keys).hasSize(3).contains(List.of(new Cell.Text("p2")));
  }

  @Test
  void viewsOfTwoTypesDoNotRunTogether() {
    var other =
        view(
            "{\"resource\":\"Encounter\",\"select\":[{\"column\":[{\"name\":\"id\",\"path\":\"id\"}]}]}");

    assertThatThrownBy(
            () ->
                RUNNER.runTogether(
                    List.of(
                        new ViewTarget(FAMILIES, cells -> {}), new ViewTarget(other, cells -> {})),
                    type -> patients(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneViewServesManyThreads() {
    var rows =
        IntStream.range(0, 8)
            .parallel()
            .mapToLong(n -> RUNNER.run(FAMILIES, type -> patients(2_000), cells -> {}).rows())
            .sum();

    assertThat(rows).isEqualTo(16_000);
  }

  private static Stream<ResourceText> patients(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> ResourceText.of("{\"resourceType\":\"Patient\",\"id\":\"p" + n + "\"}"));
  }

  private static ResourceText many(int names) {
    var name = "{\"family\":\"x\"}";
    return ResourceText.of(
        "{\"resourceType\":\"Patient\",\"name\":["
            + String.join(",", java.util.Collections.nCopies(names, name))
            + "]}");
  }

  private static View view(String json) {
    return ((ViewReading.Read) READER.read(json)).view();
  }
}
