package parley.submissions.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/**
 * Attacks 1 and 3 to 6. Each attack is run against the real pseudonyms, where it has to fail, and
 * against a weaker maker of tokens, where it has to work: an attack that never works proves
 * nothing.
 */
class PseudonymAttackTest {

  /** NHS numbers of the 999 test range, check digits included. */
  private static final List<String> NUMBERS =
      IntStream.range(0, 2000)
          .mapToObj(PseudonymAttackTest::nhsNumber)
          .flatMap(List::stream)
          .toList();

  private static final String BORN = "1980-01-01";
  private static final PseudonymScope SCOPE = new PseudonymScope("QWE", "evaluation", "2026-10");
  private static final Pseudonyms REAL = new Pseudonyms(MadeKeys.key(1), SCOPE);

  private static final Function<String, String> PATIENT =
      value -> REAL.of(IdentifierKind.PATIENT, value).value();

  @Test
  @Attack(value = 1, by = "dictionary of NHS numbers", off = "the key: hashes of the numbers")
  void a01TheDictionaryFindsNobodyWithoutTheKeyAndEverybodyWithIt() {
    var hits = dictionaryHits(PATIENT);
    for (var algorithm : List.of("MD5", "SHA-256")) {
      for (var salt : List.of("", "known salt")) {
        var unkeyed = dictionaryHits(value -> digest(algorithm, salt + value));
        Defence.holds("dictionary of " + algorithm + ' ' + salt, hits, unkeyed);
        assertThat(unkeyed).isEqualTo(NUMBERS.size());
      }
    }
    Defence.holds(
        "dictionary of number and birth date",
        dictionaryHits(value -> REAL.of(IdentifierKind.PATIENT, value + BORN).value()),
        dictionaryHits(value -> digest("SHA-256", value + BORN)));

    var tokens =
        new HashSet<>(NUMBERS.stream().map(n -> REAL.of(IdentifierKind.PATIENT, n)).toList());
    var asked = new ArrayList<String>();
    var withKey =
        new Reidentification(REAL, (grant, key, scope, all) -> asked.add(grant.user() + key))
            .find(
                new Reidentification.Grant("ig.lead", "a finding to be told"),
                IdentifierKind.PATIENT,
                tokens,
                NUMBERS.stream());
    assertThat(withKey).hasSize(NUMBERS.size());
    assertThat(withKey.values()).containsExactlyInAnyOrderElementsOf(NUMBERS);
    assertThat(asked).containsExactly("ig.lead" + MadeKeys.key(1).id());
  }

  @Test
  void a01NobodyIsLedBackUnlessTheAuditHasIt() {
    var broken =
        new Reidentification(
            REAL,
            (grant, key, scope, all) -> {
              throw new IllegalStateException("audit is away");
            });
    assertThatThrownBy(
            () ->
                broken.find(
                    new Reidentification.Grant("a", "b"),
                    IdentifierKind.PATIENT,
                    Set.of(),
                    NUMBERS.stream().peek(one -> assertThat(one).isNull())))
        .hasMessage("audit is away");
    assertThatThrownBy(() -> new Reidentification.Grant("a", " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Attack(value = 3, by = "two recipients compare", off = "the scope of keys")
  void a03TwoRecipientsPurposesOrEpochsCannotBeLinked() {
    BiFunction<PseudonymScope, String, String> real =
        (scope, value) ->
            new Pseudonyms(MadeKeys.key(1), scope).of(IdentifierKind.PATIENT, value).value();
    BiFunction<PseudonymScope, String, String> blind = (scope, value) -> PATIENT.apply(value);
    for (var other :
        List.of(
            new PseudonymScope("QWF", "evaluation", "2026-10"),
            new PseudonymScope("QWE", "research", "2026-10"),
            new PseudonymScope("QWE", "evaluation", "2026-11"),
            new PseudonymScope("QWEe", "valuation", "2026-10"))) {
      Defence.holds("tokens or prefixes shared", linked(real, other), linked(blind, other));
      Defence.holds("order shared", ordered(real, other), ordered(blind, other));
    }
  }

  @Test
  void a04ANewKeyOrEpochLinksNothingAndTheOldOneIsRepeatable() {
    var before = MadeKeys.key(1);
    var now = MadeKeys.key(2);
    var ring = new KeyRing(now, List.of(before));

    var fresh = ring.pseudonyms(SCOPE);
    var tokens = NUMBERS.stream().map(n -> fresh.of(IdentifierKind.PATIENT, n)).toList();
    assertThat(tokens)
        .doesNotContainAnyElementsOf(
            NUMBERS.stream().map(n -> REAL.of(IdentifierKind.PATIENT, n)).toList());
    var archived = ring.find(before.id()).orElseThrow();
    assertThat(new Pseudonyms(archived, SCOPE).of(IdentifierKind.PATIENT, "1"))
        .isEqualTo(REAL.of(IdentifierKind.PATIENT, "1"));
    assertThat(ring.find("0000000000000000")).isEmpty();
    assertThatThrownBy(() -> new KeyRing(now, List.of(MadeKeys.key(2))))
        .hasMessageContaining("not rotated");
  }

  @Test
  @Attack(value = 5, by = "one id of two kinds", off = "the kind in the key")
  void a05OneTextAsTwoKindsHasTwoTokens() {
    var kinds = IdentifierKind.values().length;
    Defence.holds(
        "kinds with a token in common",
        kinds - kindTokens(kind -> REAL.of(kind, "4711").value()).size(),
        kinds - kindTokens(kind -> PATIENT.apply("4711")).size());
  }

  @Test
  @Attack(
      value = 6,
      by = "an attacker who knows his own token",
      off = "the MAC: digits shifted by a secret")
  void a06HisOwnTokenTeachesAnAttackerNoOther() {
    Defence.holds("tokens of others", predicted(PATIENT), predicted(PseudonymAttackTest::shifted));
  }

  @Test
  void a06TokensShareNoPrefixLengthOrOrder() {
    var tokens = NUMBERS.stream().map(PATIENT).toList();
    assertThat(tokens).allMatch(token -> token.length() == 26).doesNotHaveDuplicates();
    assertThat(tokens.stream().map(token -> token.charAt(0)).distinct().count()).isEqualTo(32);
    var rising = 0;
    for (var at = 1; at < tokens.size(); at++) {
      rising += tokens.get(at).compareTo(tokens.get(at - 1)) > 0 ? 1 : 0;
    }
    assertThat(rising / (double) tokens.size()).isBetween(0.45, 0.55);
  }

  /** Digests of all numbers in the forms that hashing tools write, held against the tokens. */
  private static long dictionaryHits(Function<String, String> maker) {
    var dictionary = new HashSet<String>();
    for (var number : NUMBERS) {
      for (var input : List.of(number, "known salt" + number, number + BORN)) {
        for (var algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
          var hex = digest(algorithm, input);
          dictionary.add(hex);
          dictionary.add(hex.substring(0, 26));
          var bytes = HexFormat.of().parseHex(hex);
          dictionary.add(Base64.getEncoder().encodeToString(bytes));
          if (bytes.length >= 17) {
            dictionary.add(Token.of(bytes).value());
          }
        }
      }
    }
    return NUMBERS.stream().map(maker).filter(dictionary::contains).count();
  }

  private static long linked(
      BiFunction<PseudonymScope, String, String> maker, PseudonymScope other) {
    var some = NUMBERS.subList(0, 200);
    var mine = some.stream().map(value -> maker.apply(SCOPE, value)).toList();
    var theirs = some.stream().map(value -> maker.apply(other, value).substring(0, 8)).toList();
    return mine.stream().filter(token -> theirs.contains(token.substring(0, 8))).count();
  }

  /** One if people are in the same order by either token more or less often than by chance. */
  private static long ordered(
      BiFunction<PseudonymScope, String, String> maker, PseudonymScope other) {
    var some = NUMBERS.subList(0, 400);
    var mine = some.stream().map(value -> maker.apply(SCOPE, value)).toList();
    var theirs = some.stream().map(value -> maker.apply(other, value)).toList();
    var same =
        IntStream.range(1, some.size())
            .filter(
                at ->
                    mine.get(at).compareTo(mine.get(at - 1)) < 0
                        == theirs.get(at).compareTo(theirs.get(at - 1)) < 0)
            .count();
    var share = same / (some.size() - 1.0);
    return share < 0.4 || share > 0.6 ? 1 : 0;
  }

  private static Set<String> kindTokens(Function<IdentifierKind, String> maker) {
    var tokens = new HashSet<String>();
    for (var kind : IdentifierKind.values()) {
      tokens.add(maker.apply(kind));
    }
    return tokens;
  }

  /** The attacker's rule: what differs between his number and his token differs for all. */
  private static long predicted(Function<String, String> maker) {
    var own = NUMBERS.get(0);
    var token = maker.apply(own);
    return NUMBERS.stream()
        .skip(1)
        .filter(
            number -> {
              var guess = new StringBuilder(token);
              for (var at = 0; at < number.length(); at++) {
                guess.setCharAt(at, (char) (token.charAt(at) + number.charAt(at) - own.charAt(at)));
              }
              return maker.apply(number).contentEquals(guess);
            })
        .count();
  }

  private static String shifted(String value) {
    var text = new StringBuilder("abcdefghijklmnopqrstuvwxyz");
    for (var at = 0; at < value.length(); at++) {
      text.setCharAt(at, (char) (text.charAt(at) + value.charAt(at)));
    }
    return text.toString();
  }

  private static String digest(String algorithm, String value) {
    try {
      var bytes =
          MessageDigest.getInstance(algorithm).digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> nhsNumber(int serial) {
    var nine = "999%06d".formatted(serial * 7);
    var sum = 0;
    for (var at = 0; at < 9; at++) {
      sum += (nine.charAt(at) - '0') * (10 - at);
    }
    var check = (11 - sum % 11) % 11;
    return check == 10 ? List.of() : List.of(nine + check);
  }
}
