package parley.submissions.engine;

/**
 * A local key of a file.
 *
 * @param kind type of the resource that it names; a referral is named by its EpisodeOfCare
 * @param resource logical id of that resource
 * @param key at most 20 characters
 */
public record LocalKey(String kind, String resource, String key) {}
