package parley.server.worklist;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The parameter {@code service} of the worklists. */
public final class Services {

  private static final Pattern ID = Pattern.compile("(?:Organization/)?([A-Za-z0-9.-]{1,64})");

  private Services() {}

  /**
   * The logical id of the Organization that is named, with or without its type.
   *
   * @throws ResponseStatusException 400 for anything else, such as a resource of another type
   */
  public static Optional<String> id(@Nullable String service) {
    if (service == null) {
      return Optional.empty();
    }
    var id = ID.matcher(service);
    if (!id.matches()) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "service must be the id of an Organization");
    }
    return Optional.of(id.group(1));
  }
}
