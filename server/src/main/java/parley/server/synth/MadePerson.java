package parley.server.synth;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * A made person. Everything follows from the seed and the NHS number, so the same number is the
 * same person on every day and in every run.
 *
 * @param nhsNumber ten digits of the test range
 * @param family surname
 * @param given forename
 * @param sex NHS Data Dictionary PERSON STATED GENDER CODE: 1 male, 2 female
 * @param birthDate between 18 and 85 years before 2026
 * @param street first address line
 * @param town a town that does not exist
 * @param postcode of a postcode area that does not exist
 * @param telephone from Ofcom's range for drama use
 * @param ethnicCategory NHS Data Dictionary ETHNIC CATEGORY CODE (16+1)
 */
public record MadePerson(
    String nhsNumber,
    String family,
    String given,
    char sex,
    LocalDate birthDate,
    String street,
    String town,
    String postcode,
    String telephone,
    String ethnicCategory) {

  private static final List<String> FAMILY =
      List.of(
          "Ashgrove",
          "Bellweather",
          "Brightwater",
          "Caldmoor",
          "Dunmallow",
          "Eastrick",
          "Fenby",
          "Garrowby",
          "Hollinside",
          "Ingleford",
          "Jessamy",
          "Kettlewick",
          "Larkhope",
          "Müllerby",
          "Nettleham",
          "O'Quillan",
          "Pennistone",
          "Quarrie",
          "Rookdale",
          "Saltersgill",
          "Thornley",
          "Underhay",
          "Vauxley",
          "Wetherlam",
          "Yarrowfield",
          "Åkerby",
          "Brontéson",
          "Ní Dhálaigh");
  private static final List<String> MALE =
      List.of(
          "Adeel",
          "Bartholomew",
          "Callum",
          "Dafydd",
          "Ewan",
          "Femi",
          "Gareth",
          "Hugo",
          "Iestyn",
          "José",
          "Kwame",
          "Leofric",
          "Mateo",
          "Noël",
          "Oisín");
  private static final List<String> FEMALE =
      List.of(
          "Amara",
          "Beatrix",
          "Chloë",
          "Delyth",
          "Esmé",
          "Farida",
          "Gwen",
          "Hannah",
          "Isolde",
          "Jasvinder",
          "Keziah",
          "Lowri",
          "Maeve",
          "Niamh",
          "Zoë");
  private static final List<String> STREETS =
      List.of(
          "Mill Lane", "Station Road", "Orchard Close", "Priory Row", "Quarry Hill", "The Green");
  private static final List<String> TOWNS =
      List.of("Parleyford", "Nether Parley", "Hilltop Magna", "Riverside Wharf");
  private static final List<String> ETHNIC =
      List.of(
          "A", "A", "A", "B", "C", "D", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "Z");

  /** The person with this NHS number. */
  public static MadePerson of(long seed, String nhsNumber) {
    // Java's Random is specified to the bit (its Javadoc), so people do not change with the JDK.
    var random = new Random(seed * 31 + Long.parseLong(nhsNumber));
    random.nextInt();
    var male = random.nextBoolean();
    return new MadePerson(
        nhsNumber,
        pick(random, FAMILY),
        pick(random, male ? MALE : FEMALE),
        male ? '1' : '2',
        LocalDate.of(2008, 1, 1).minusDays(random.nextInt(67 * 365)),
        (1 + random.nextInt(98)) + " " + pick(random, STREETS),
        pick(random, TOWNS),
        "UX%d %d%s"
            .formatted(
                1 + random.nextInt(9),
                1 + random.nextInt(9),
                pick(random, List.of("AB", "DE", "FG", "HJ", "LN", "PQ", "RS", "TU", "WX", "YZ"))),
        "07700900%03d".formatted(random.nextInt(1000)),
        pick(random, ETHNIC));
  }

  /** The same person under another surname and address, as after a marriage and a move. */
  public MadePerson renamedAndMoved() {
    return new MadePerson(
        nhsNumber,
        family + "-Wyndlow",
        given,
        sex,
        birthDate,
        "2 Harbour Steps",
        "Riverside Wharf",
        "UX7 2HJ",
        telephone,
        ethnicCategory);
  }

  /** Street, town and postcode as the first five components of an XAD. */
  public String address() {
    return "%s^^%s^^%s".formatted(street, town, postcode);
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
