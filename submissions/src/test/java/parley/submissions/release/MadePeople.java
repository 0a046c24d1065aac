package parley.submissions.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.submissions.engine.MadeParts;
import parley.submissions.engine.MadeService;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * The made service with people who can be told apart: each with names, an address, a telephone
 * number and an email of their own, made of syllables that are no words, and with different
 * problems.
 */
final class MadePeople implements ViewResources {

  /** Of the national list, and three that are not: restricted, free and of another list. */
  static final List<String> PROBLEMS =
      List.of("F32.1", "F41.1", "F32.1", "F41.1", "F43.1", "F40.1", "F64.0", "A54.9", "S52.5");

  private static final Pattern NUMBER = Pattern.compile("\"id\":\"[a-z]+-(\\d+)");
  private static final List<String> SYLLABLES =
      List.of("bra", "quo", "zil", "mup", "fex", "gla", "tru", "vok", "win", "yab");

  private final MadeService service;
  private final Set<Integer> without;

  MadePeople(int referrals) {
    this(referrals, Set.of());
  }

  /**
   * @param without numbers of people of whom nothing is in the record
   */
  MadePeople(int referrals, Set<Integer> without) {
    this.service = new MadeService(referrals);
    this.without = Set.copyOf(without);
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    var region =
        resourceType.equals("Organization")
            ? Stream.of(ResourceText.of(MadeParts.organisation("Y63")))
            : Stream.<ResourceText>empty();
    return Stream.concat(service.ofType(resourceType), region)
        .filter(text -> !isOfPerson(resourceType) || !without.contains(number(text.json())))
        .map(text -> ResourceText.of(own(resourceType, text.json())));
  }

  static String nhsNumber(int i) {
    return MadeParts.nhsNumber(i);
  }

  static String family(int i) {
    return "Qu" + syllables(i + 10_000);
  }

  static String given(int i) {
    return "Xa" + syllables(i * 7 + 20_000);
  }

  static String postcode(int i) {
    return "ZZ%d %d%c%c".formatted(10 + i % 89, i % 10, 'A' + i / 10 % 26, 'A' + i / 260 % 26);
  }

  /** Everything that names one of them, as it is recorded. */
  static List<String> identifying(int i) {
    return List.of(
        nhsNumber(i),
        family(i),
        given(i),
        postcode(i),
        "0770090" + (10_000 + i),
        family(i) + "@mail.example",
        "patient-" + i);
  }

  private static boolean isOfPerson(String type) {
    return !Set.of("Organization", "Location", "Practitioner").contains(type);
  }

  private static int number(String json) {
    var matcher = NUMBER.matcher(json);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static String own(String type, String json) {
    if (type.equals("Condition")) {
      return json.replace("F32.1", PROBLEMS.get(number(json) / 3 % PROBLEMS.size()));
    }
    if (type.equals("Organization") && json.contains("\"QWO\"")) {
      return json.replace(
          "\"identifier\"", "\"partOf\":{\"reference\":\"Organization/Y63\"},\"identifier\"");
    }
    if (!type.equals("Patient")) {
      return json;
    }
    int i = number(json);
    return json.replace("\"family\":\"Testcase\",\"given\":[\"Made\"]", name(i))
        .replace("1 Made Street", (i + 1) + " " + syllables(i + 30_000) + " Lane")
        .replace("ZZ99 3VZ", postcode(i))
        .replaceFirst("(nhs-person-stated-gender\",\"code\":\")\\d", "$1" + gender(i))
        .replaceFirst("(hl7.org.uk/y\",\"code\":\")[A-Z]", "$1" + ethnicity(i));
  }

  /** Mixed, so that it goes with nothing else of a person. */
  private static int mixed(int i, int salt) {
    return (int) (((i + 1L) * 2_654_435_761L * salt >>> 9) % 1000);
  }

  private static String gender(int i) {
    int of = mixed(i, 3);
    return of < 640 ? "2" : of < 995 ? "1" : "9";
  }

  private static char ethnicity(int i) {
    int of = mixed(i, 7);
    return of < 750 ? 'A' : "BCDEFGHJKLMNPRSZ".charAt(of % 16);
  }

  private static String name(int i) {
    return "\"family\":\"%s\",\"given\":[\"%s\"]}],\"telecom\":[{\"system\":\"phone\",\"value\":\"0770090%d\"},{\"system\":\"email\",\"value\":\"%s@mail.example\""
        .formatted(family(i), given(i), 10_000 + i, family(i));
  }

  private static String syllables(int number) {
    var parts = new ArrayList<String>();
    for (int rest = number; rest > 0; rest /= 10) {
      parts.add(SYLLABLES.get(rest % 10));
    }
    return String.join("", parts);
  }
}
