package parley.submissions.canary;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is looked for, kept as hashes: 9 bytes a form, and no value. Each value is taken in the
 * forms in which it may be written; spaces, punctuation, case and accents do not matter.
 */
public final class Canaries {

  private static final int LEAST_NAME = 2;

  /** Of a part of a name: particles such as "de" are in more names than they are of people. */
  private static final int LEAST_PART = 3;

  private static final Pattern BETWEEN_PARTS = Pattern.compile("[\\s\\p{Pd}.,]+");
  private static final int LEAST_OTHER = 5;

  /** Digits of a telephone number without its 0. */
  private static final int LEAST_LOCAL = 9;

  /** Of a house in a street that stands behind a flat or a building: "2 Mill St" is too short. */
  private static final int LEAST_LINE = 8;

  private static final Set<CanaryKind> SAID_BY_CHANCE =
      Set.of(
          CanaryKind.NAME,
          CanaryKind.SHORT_BIRTH_DATE,
          CanaryKind.PLACE,
          CanaryKind.IDENTIFIER,
          CanaryKind.RESOURCE_ID);

  private final HashSetOfForms forms;
  private final Map<CanaryKind, Integer> left;
  private final Set<Long> said;

  private Canaries(HashSetOfForms forms, Map<CanaryKind, Integer> left, Set<Long> said) {
    this.forms = forms;
    this.left = Map.copyOf(left);
    this.said = Set.copyOf(said);
  }

  /**
   * The same without what a text says that names nobody, such as headings: names, places,
   * identifiers and ids that read like a part of it. A name that stands in it alone is still looked
   * for together with the person's other names. The forms are shared, not copied.
   *
   * @param text what the files say whoever is in the record
   */
  public Canaries exceptSaidIn(String text) {
    var more = new HashSet<>(said);
    var counts = new EnumMap<CanaryKind, Integer>(CanaryKind.class);
    counts.putAll(left);
    var view =
        new TextView(
            new Finder(
                this,
                0,
                (kind, hash, at) -> {
                  if (SAID_BY_CHANCE.contains(kind) && more.add(hash)) {
                    counts.merge(kind, 1, Integer::sum);
                  }
                }),
            false);
    for (var one : text.getBytes(StandardCharsets.UTF_8)) {
      view.take(one & 0xFF, 0);
    }
    view.end(0);
    return new Canaries(forms, counts, more);
  }

  /** The kind of a form that is looked for. */
  Optional<CanaryKind> find(long hash) {
    var kind = forms.find(hash);
    return kind.isPresent() && said.contains(hash) ? Optional.empty() : kind;
  }

  HashSetOfForms forms() {
    return forms;
  }

  Map<CanaryKind, Integer> left() {
    return left;
  }

  /** Gathers values; not for several threads. */
  public static final class Builder {

    private final HashSetOfForms forms = new HashSetOfForms();
    private final Map<CanaryKind, Integer> left = new EnumMap<>(CanaryKind.class);
    private final Set<String> vocabulary = new HashSet<>();

    /**
     * @param vocabulary words that files of the product say of themselves, such as headings and the
     *     names of ethnic groups. A name that is one of them is looked for only together with the
     *     person's other names
     */
    public Builder(Set<String> vocabulary) {
      vocabulary.forEach(
          words ->
              List.of(words.split("[^\\p{L}\\p{N}]+"))
                  .forEach(one -> this.vocabulary.add(Folding.of(one))));
    }

    /** Adds an identifier, postcode, line of an address, phone, email or id. */
    public Builder add(CanaryKind kind, String value) {
      var folded = Folding.of(value);
      if (folded.length() < LEAST_OTHER) {
        leave(kind);
        return this;
      }
      forms.add(folded, kind);
      if (kind == CanaryKind.PHONE) {
        var local = folded.replaceFirst("^(0044|44|0)", "");
        List.of("0", "44", "0044", "440").forEach(prefix -> forms.add(prefix + local, kind));
        // What a column of numbers makes of it.
        if (local.length() >= LEAST_LOCAL) {
          forms.add(local, kind);
        }
      } else if (kind == CanaryKind.ADDRESS) {
        addLines(value);
      }
      return this;
    }

    /**
     * Adds the names of one HumanName: each of them, the parts that a space or hyphen makes of it,
     * and all together in both orders.
     */
    public Builder addName(List<String> given, String family) {
      for (var name : given) {
        addOne(name);
        addParts(name);
      }
      addOne(family);
      addParts(family);
      if (!given.isEmpty() && !family.isBlank()) {
        addBoth(given.get(0), family);
        addBoth(String.join("", given), family);
      }
      return this;
    }

    /** Adds a whole name as it is written, and its parts. */
    public Builder addName(String text) {
      add(CanaryKind.NAME, text);
      if (Folding.of(text).length() >= LEAST_OTHER) {
        addForms(text);
      }
      addParts(text);
      return this;
    }

    /**
     * Adds a date of birth: in the forms in which dates are written without anything between their
     * parts, and for all in which there is something.
     */
    public Builder addBirthDate(LocalDate date) {
      var year = "%04d".formatted(date.getYear());
      var month = "%02d".formatted(date.getMonthValue());
      var day = "%02d".formatted(date.getDayOfMonth());
      List.of(year + month + day, day + month + year, month + day + year, year + day + month)
          .forEach(form -> forms.add(form, CanaryKind.BIRTH_DATE));
      var full = date.getMonth().getDisplayName(TextStyle.FULL, Locale.UK).toLowerCase(Locale.ROOT);
      for (var name : List.of(full, full.substring(0, 3))) {
        for (var one : List.of(day, "" + date.getDayOfMonth())) {
          List.of(one + name + year, name + one + year, year + name + one)
              .forEach(form -> forms.add(form, CanaryKind.BIRTH_DATE));
        }
      }
      var shortDay = date.getDayOfMonth() + "" + date.getMonthValue() + year;
      if (shortDay.length() >= 7) {
        forms.add(shortDay, CanaryKind.BIRTH_DATE);
      }
      // A column of numbers loses the 0.
      if (date.getDayOfMonth() < 10) {
        forms.add(date.getDayOfMonth() + month + year, CanaryKind.BIRTH_DATE);
      }
      var number = Integer.parseInt(year + month + day);
      forms.add(DateFinder.form(number), CanaryKind.BIRTH_DATE);
      forms.add(DateFinder.form(number % 1_000_000), CanaryKind.SHORT_BIRTH_DATE);
      return this;
    }

    public Canaries build() {
      return new Canaries(forms, left, Set.of());
    }

    /** "Flat 2, 17 Nowhere Lane" is also written without the flat. */
    private void addLines(String address) {
      for (var line : address.split(",")) {
        var folded = Folding.of(line);
        if (folded.length() >= LEAST_LINE && folded.chars().anyMatch(Character::isDigit)) {
          forms.add(folded, CanaryKind.ADDRESS);
        }
      }
    }

    private void addBoth(String given, String family) {
      addForms(given + family);
      addForms(family + given);
    }

    private void addForms(String name) {
      forms.add(Folding.of(name), CanaryKind.NAME);
      if (name.chars().anyMatch(one -> one > 0x7F)) {
        forms.add(Folding.spelt(name), CanaryKind.NAME);
      }
    }

    private void addOne(String name) {
      var folded = Folding.of(name);
      if (folded.length() < LEAST_NAME || vocabulary.contains(folded)) {
        leave(CanaryKind.NAME);
      } else {
        addForms(name);
      }
    }

    private void addParts(String name) {
      var parts = BETWEEN_PARTS.split(name.strip());
      for (var part : parts) {
        var folded = Folding.of(part);
        if (parts.length > 1 && folded.length() >= LEAST_PART && !vocabulary.contains(folded)) {
          addForms(part);
        }
      }
    }

    private void leave(CanaryKind kind) {
      left.merge(kind, 1, Integer::sum);
    }
  }
}
