package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.submissions.view.EvaluationFailure;
import parley.submissions.view.ViewReader;

/** What a key names it names for ever, whatever comes to the record after it was given. */
class LocalKeyHistoryTest {

  private static final List<String> KINDS =
      List.of("Patient", "EpisodeOfCare", "Encounter", "Procedure", "Practitioner");

  private record Thing(String kind, String id) {}

  @Test
  void oneNumberOfTwoSystemsIsTwoKeysAndTheFirstStaysAsItWasSent() throws SQLException {
    var record = new MadeKeyRecord().person("a").first("a", "urn:one", "123");
    var register = new KeptKeys();
    var before = made(record, register);
    for (var kind : KINDS) {
      assertThat(before).containsEntry(new Thing(kind, "a"), "123");
    }
    record.person("b").first("b", "urn:two", "123");
    var after = made(record, register);
    assertThat(after).containsAllEntriesOf(before);
    for (var kind : KINDS) {
      assertThat(after.get(new Thing(kind, "b"))).matches("[0-9A-F]{20}");
    }
  }

  /** Before any file was made, neither has a better right to it, in whatever order they came. */
  @Test
  void oneNumberOfTwoSystemsAtOnceIsNobodysKey() throws SQLException {
    var made =
        made(
            new MadeKeyRecord()
                .person("a")
                .first("a", "urn:one", "abc")
                .person("b")
                .first("b", "urn:two", "ABC"),
            new KeptKeys());
    var turned =
        made(
            new MadeKeyRecord()
                .person("b")
                .first("b", "urn:two", "ABC")
                .person("a")
                .first("a", "urn:one", "abc"),
            new KeptKeys());
    assertThat(made).isEqualTo(turned).hasSize(10);
    assertThat(made.values()).allMatch(key -> key.matches("[0-9A-F]{20}"));
  }

  @Test
  void aSecondNumberInFrontOfTheFirstChangesNoKey() throws SQLException {
    var record = new MadeKeyRecord().person("a").first("a", "urn:one", "123").person("b");
    var register = new KeptKeys();
    var before = made(record, register);
    record.first("a", "urn:two", "456").first("b", "urn:one", "789");
    assertThat(made(record, register)).isEqualTo(before);
  }

  /** 80 binary digits can be alike. Here the register says that they were. */
  @Test
  void twoDigestsThatAreAlikeAreNamed() throws SQLException {
    var record = new MadeKeyRecord().person("x").person("y");
    var digest = made(record, new KeptKeys()).get(new Thing("Encounter", "x"));
    var register = KeptKeys.of(new LocalKey("RZ9", "Encounter", "y", digest, ""));
    try (var database = Database.open(EngineLimits.IN_MEMORY)) {
      var failure = load(database, record, register);
      assertThat(failure).isPresent();
      assertThat(failure.get().resource()).isEqualTo("Encounter/x");
      assertThat(failure.get().rule()).contains("Encounter/y").doesNotContain(digest);
      assertThat(failure.get().remedy()).contains("at most 20 characters");
    }
    record.first("x", "urn:one", "7");
    assertThat(made(record, register)).containsEntry(new Thing("Encounter", "x"), "7");
  }

  /** People come and go, and numbers of two systems, of which there are few, with them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void keysNeverChangeAndNameOneThing(int seed) throws SQLException {
    var random = new Random(seed);
    var record = new MadeKeyRecord();
    var register = new KeptKeys();
    var ever = new HashMap<Thing, String>();
    for (int month = 0; month < 6; month++) {
      change(record, random, month);
      var made = made(record, register);
      assertThat(made).hasSize(KINDS.size() * record.people().size());
      made.forEach(
          (thing, key) -> {
            assertThat(key).hasSizeBetween(1, 20);
            assertThat(ever.getOrDefault(thing, key)).as("the key of before").isEqualTo(key);
          });
      ever.putAll(made);
      var used = new HashSet<List<String>>();
      ever.forEach(
          (thing, key) ->
              assertThat(used.add(List.of(thing.kind(), key.toUpperCase(Locale.ROOT))))
                  .as("a key of one thing alone: seed %s, %s", seed, thing.kind())
                  .isTrue());
    }
  }

  private static void change(MadeKeyRecord record, Random random, int month) {
    for (int one = 0; one < 4; one++) {
      record.person("p" + month + "-" + one);
    }
    for (var id : record.people()) {
      if (random.nextInt(6) == 0) {
        record.without(id);
      } else if (random.nextInt(2) == 0) {
        var value = List.of("1", "2", "a", "A", " a ", "", "x".repeat(21)).get(random.nextInt(7));
        record.first(id, random.nextBoolean() ? "urn:one" : "urn:two", value);
      }
    }
  }

  /** The keys of a file, which are kept as a build keeps them. */
  private static Map<Thing, String> made(MadeKeyRecord record, LocalKeyRegister register)
      throws SQLException {
    var keys = new HashMap<Thing, String>();
    try (var database = Database.open(EngineLimits.IN_MEMORY)) {
      assertThat(load(database, record, register)).isEmpty();
      LocalKeys.keep(database, register);
      database.read(
          "select kind, key, local_key from local_key",
          row -> {
            if (record.people().contains(row.getString(2))) {
              keys.put(new Thing(row.getString(1), row.getString(2)), row.getString(3));
            }
          });
    }
    var kept = new HashMap<Thing, String>();
    try (var given = register.given()) {
      given.forEach(key -> kept.put(new Thing(key.kind(), key.resource()), key.key()));
    }
    assertThat(kept).containsAllEntriesOf(keys);
    return keys;
  }

  private static Optional<EvaluationFailure> load(
      Database database, MadeKeyRecord record, LocalKeyRegister register) throws SQLException {
    return new RecordTables(new ViewReader(), EngineLimits.IN_MEMORY)
        .load(database, record, October.ORDER, new HashMap<>(), register);
  }
}
