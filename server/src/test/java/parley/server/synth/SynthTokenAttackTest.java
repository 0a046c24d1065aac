package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.release.ReleaseResult;

/** Attacks 1, 3, 5 and 8 to 13 on what was released of a synthetic service. */
class SynthTokenAttackTest {

  private static final PublishedService SERVICE = PublishedService.small();

  /** Words; dates; postcodes and whatever else is two words. */
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("([\\p{L}\\p{N}]+)"),
          Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)"),
          Pattern.compile("(?<![\\p{L}\\p{N}])(?=([\\p{L}\\p{N}]+ [\\p{L}\\p{N}]+))"));

  private static final List<MadePerson> PEOPLE =
      SERVICE.referrals().map(MadeReferral::person).distinct().toList();

  @Test
  @Attack(
      value = 1,
      by = "dictionary of all NHS numbers of the synthetic service",
      off = "the key: hashes of the numbers")
  void a01NoHashOfAnySeededNumberIsAToken() {
    var dictionary = new HashSet<String>();
    for (var person : PEOPLE) {
      for (var salt : List.of("", "known salt")) {
        for (var algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
          for (var after : List.of("", person.birthDate().toString())) {
            var hash = hash(algorithm, salt + person.nhsNumber() + after);
            dictionary.add(hash);
            dictionary.add(hash.substring(0, 26));
            dictionary.add(base32(hash));
          }
        }
      }
    }
    var tokens = tokens("evaluation", "patientToken");
    assertThat(tokens).hasSizeGreaterThan(1_000).allMatch(it -> it.matches("[a-z2-7]{26}"));
    var hashes =
        PEOPLE.stream().map(it -> hash("SHA-256", it.nhsNumber())).collect(Collectors.toSet());
    Defence.holds("tokens found", common(tokens, dictionary), common(hashes, dictionary));
  }

  @Test
  @Attack(
      value = 3,
      by = "rows of one synthetic service for two recipients",
      off = "the recipient in the key: one recipient twice")
  void a03TwoRecipientsHaveNoTokenPrefixOrOrderInCommon() {
    var x = "evaluation";
    var y = "evaluation for another";
    Defence.holds("tokens", shared(x, y, 26), shared(x, x, 26));
    Defence.holds("prefixes of eight characters", shared(x, y, 8), shared(x, x, 8));
    var rows = byContent(x);
    var others = byContent(y);
    assertThat(rows.keySet()).as("the same rows but for tokens").isEqualTo(others.keySet());
    Defence.holds("rows in the same place", inPlace(x, y), inPlace(x, x));
  }

  @Test
  @Attack(
      value = 5,
      by = "patients, referrals and contacts of a synthetic service",
      off = "the kind in the key: one kind twice")
  void a05NoTokenIsOfTwoKinds() {
    var patients = tokens("evaluation", "patientToken");
    var referrals = tokens("evaluation", "referralToken");
    var contacts =
        Set.copyOf(
            column(PublishedService.rows(release("evaluation"), "contacts"), "contactToken"));
    Defence.holds(
        "tokens of two kinds",
        common(patients, referrals) + common(patients, contacts) + common(referrals, contacts),
        common(patients, patients));
  }

  @Test
  @Attack(
      value = 8,
      to = 13,
      by = "all that names a synthetic person, in every byte that was released",
      off = "all of it: the record itself")
  void a08To13NobodyOfTheServiceIsInAnyFile() {
    var record = new StringBuilder();
    SERVICE.record().ofType("Patient").forEach(it -> record.append(it.json()));
    Defence.holds(
        "values that name somebody",
        named(String.join("\n", SERVICE.files())),
        named(record.toString()));
  }

  /** Values of somebody that stand in a text as words of their own, in whatever case. */
  private static long named(String text) {
    var words = new HashSet<String>();
    for (var form : FORMS) {
      form.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(it -> words.add(it.group(1)));
    }
    return PEOPLE.stream()
        .flatMap(
            it ->
                Stream.of(
                    it.nhsNumber(),
                    it.birthDate().toString(),
                    it.postcode(),
                    it.telephone(),
                    it.family().replaceAll(".*[' ]", ""),
                    it.given(),
                    it.street().replaceFirst("[0-9]+ ", ""),
                    it.town()))
        .map(it -> it.toLowerCase(Locale.ROOT))
        .distinct()
        .filter(words::contains)
        .count();
  }

  private static ReleaseResult.Released<?> release(String what) {
    return SERVICE.released(what);
  }

  private static Set<String> tokens(String what, String column) {
    return Set.copyOf(column(PublishedService.rows(release(what), "referrals"), column));
  }

  private static List<String> column(List<List<String>> rows, String name) {
    var at = rows.get(0).indexOf(name);
    return rows.stream().skip(1).map(row -> row.get(at)).distinct().toList();
  }

  private static long shared(String one, String other, int characters) {
    var mine =
        tokens(one, "patientToken").stream()
            .map(it -> it.substring(0, characters))
            .collect(Collectors.toSet());
    var theirs =
        tokens(other, "patientToken").stream()
            .map(it -> it.substring(0, characters))
            .collect(Collectors.toSet());
    return common(mine, theirs);
  }

  /** How many rows of a content there are, without tokens. */
  private static Map<List<String>, Integer> byContent(String what) {
    var groups = new HashMap<List<String>, Integer>();
    contents(what).forEach(row -> groups.merge(row, 1, Integer::sum));
    return groups;
  }

  private static List<List<String>> contents(String what) {
    var rows = PublishedService.rows(release(what), "referrals");
    return rows.stream()
        .skip(1)
        .map(
            row -> {
              var content = new ArrayList<>(row);
              content.removeIf(cell -> cell.matches("[a-z2-7]{26}"));
              return List.copyOf(content);
            })
        .toList();
  }

  /** One if so many rows are in the same place of both files that they are in one order. */
  private static long inPlace(String one, String other) {
    var mine = contents(one);
    var theirs = contents(other);
    var same = 0;
    for (var at = 0; at < mine.size(); at++) {
      same += mine.get(at).equals(theirs.get(at)) ? 1 : 0;
    }
    return same > mine.size() / 5 ? 1 : 0;
  }

  private static long common(Collection<String> one, Collection<String> other) {
    return one.stream().filter(other::contains).count();
  }

  private static String hash(String algorithm, String value) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first 130 bits as tokens are written; shorter for a shorter hash. */
  private static String base32(String hex) {
    var bits = new java.math.BigInteger(hex, 16).toString(2);
    var padded = "0".repeat(hex.length() * 4 - bits.length()) + bits;
    var text = new StringBuilder();
    for (var at = 0; at + 5 <= Math.min(130, padded.length()); at += 5) {
      text.append(
          "abcdefghijklmnopqrstuvwxyz234567"
              .charAt(Integer.parseInt(padded.substring(at, at + 5), 2)));
    }
    return text.toString();
  }
}
