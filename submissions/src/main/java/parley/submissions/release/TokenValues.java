package parley.submissions.release;

import parley.terminology.Systems;

/** What pseudonyms of released rows are made of; to lead one back, make it of the same. */
public final class TokenValues {

  private TokenValues() {}

  /** Of a person: their NHS number, so that a person is one in all records of them. */
  public static String patient(String nhsNumber) {
    return Systems.NHS_NUMBER + '|' + nhsNumber.replace(" ", "");
  }

  /** Of a referral: the logical id of its EpisodeOfCare. */
  public static String referral(String episodeOfCare) {
    return "EpisodeOfCare/" + episodeOfCare;
  }

  /** Of a care contact: the logical id of its Encounter. */
  public static String contact(String encounter) {
    return "Encounter/" + encounter;
  }
}
