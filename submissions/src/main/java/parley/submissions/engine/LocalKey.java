package parley.submissions.engine;

/**
 * A local key of the files of a provider.
 *
 * @param provider ODS code; empty for a key that holds for every provider
 * @param kind type of the resource that it names; a referral is named by its EpisodeOfCare
 * @param resource logical id of that resource
 * @param key at most 20 characters
 * @param heirOf the resource entered in error that had the key before, of the same referral; empty
 *     for none
 */
public record LocalKey(String provider, String kind, String resource, String key, String heirOf) {}
