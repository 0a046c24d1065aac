package parley.submissions.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/** Attacks 2 and 5 where the attacker guesses: the key, or what a token was made of. */
class TokenAttackTest {

  private static final PseudonymScope SCOPE = new PseudonymScope("QWE", "evaluation", "2026-10");
  private static final String PATIENT = "9990000018";

  /** Keys that everybody tries first. */
  private static final List<byte[]> GUESSES =
      List.of(
          new byte[32],
          HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2)),
          HexFormat.of()
              .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
          Arrays.copyOf(MadeKeys.bytes(1), 16),
          "changeme changeme changeme change".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  @Test
  @Attack(value = 2, by = "keys that are tried first", off = "the check of keys")
  void a02AKeyThatIsTriedFirstMakesNoToken() {
    Function<byte[], Optional<MasterKey>> checked =
        secret ->
            MasterKey.read(
                        new KeySource.Environment(
                            "KEY", Optional.of(Base64.getEncoder().encodeToString(secret))))
                    instanceof KeyReading.Accepted it
                ? Optional.of(it.key())
                : Optional.empty();
    Function<byte[], Optional<MasterKey>> unchecked = secret -> Optional.of(MasterKey.of(secret));
    Defence.holds("guessed keys", guessed(checked), guessed(unchecked));
    assertThat(checked.apply(MadeKeys.bytes(1))).isPresent();
  }

  /** Tokens made with a key of the list that the attacker's own list of keys makes too. */
  private static long guessed(Function<byte[], Optional<MasterKey>> start) {
    return GUESSES.stream()
        .flatMap(secret -> start.apply(secret).stream())
        .map(key -> new Pseudonyms(key, SCOPE).of(IdentifierKind.PATIENT, PATIENT))
        .filter(
            token ->
                GUESSES.stream()
                    .map(it -> new Pseudonyms(MasterKey.of(it), SCOPE))
                    .anyMatch(it -> it.of(IdentifierKind.PATIENT, PATIENT).equals(token)))
        .count();
  }

  @Test
  @Attack(value = 5, by = "provider and local id in a token", off = "the MAC: texts joined")
  void a05TheProviderAndLocalIdInATokenShowNowhere() {
    var real = new Pseudonyms(MadeKeys.key(1), SCOPE);
    BiFunction<IdentifierKind, String, String> joined = (kind, value) -> value.replace("|", "-");
    Defence.holds(
        "provider and local id",
        shown((kind, value) -> real.of(kind, value).value()),
        shown(joined));
    Defence.holds(
        "one id as two kinds", equal((kind, value) -> real.of(kind, value).value()), equal(joined));
  }

  /** Tokens that have the provider's code or the local id in them. */
  private static long shown(BiFunction<IdentifierKind, String, String> maker) {
    return IntStream.range(10_000, 10_500)
        .filter(
            id -> {
              var token = maker.apply(IdentifierKind.REFERRAL, "RZ9|" + id);
              return token.contains("RZ9") || token.contains("rz9") || token.contains("" + id);
            })
        .count();
  }

  private static long equal(BiFunction<IdentifierKind, String, String> maker) {
    return IntStream.range(10_000, 10_500)
        .mapToObj(id -> "RZ9|" + id)
        .filter(
            id ->
                maker
                    .apply(IdentifierKind.REFERRAL, id)
                    .equals(maker.apply(IdentifierKind.CONTACT, id)))
        .count();
  }
}
