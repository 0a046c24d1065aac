package parley.submissions.dataset;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One field of one table.
 *
 * @param name as in the file, such as {@code ServiceRequestId}
 * @param uid national unique identifier of the field, such as {@code I101902}
 * @param type what it holds
 * @param minLength in characters, of a value that is not blank
 * @param maxLength in characters, or in digits of a whole number
 * @param form what a value must match, besides its type and length
 * @param mandatory whether a row needs a value (M of the data set)
 * @param valueSet canonical URL of its code list
 * @param key what it is to the keys
 */
public record DatasetField(
    String name,
    String uid,
    FieldType type,
    OptionalInt minLength,
    OptionalInt maxLength,
    Optional<Pattern> form,
    boolean mandatory,
    Optional<String> valueSet,
    FieldKey key) {}
