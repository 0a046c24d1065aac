package parley.submissions.engine;

import parley.submissions.rule.SubmissionFacts;

/**
 * What is to be made.
 *
 * @param facts provider, sender, reporting period; {@link SubmissionFacts#submitted()} is written
 *     as DateTimeDatSetCreate
 * @param system PRIMARY DATA COLLECTION SYSTEM IN USE, at most 20 characters
 */
public record SubmissionOrder(SubmissionFacts facts, String system) {}
