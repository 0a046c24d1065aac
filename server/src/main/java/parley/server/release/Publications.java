package parley.server.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.submissions.publication.HistoryJson;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.release.ReleasedRows;

/**
 * Figures that were published, each release of them a row of {@code release_publication}. New
 * figures are made to fit all those of the same provider, so none may be left out or added between
 * reading and adding.
 */
final class Publications {

  private final JdbcTemplate jdbc;
  private final Map<String, String> succession;

  /**
   * @param succession ODS codes of providers that went over into others, old to new: what was
   *     published under an old one was of the same people
   */
  Publications(JdbcTemplate jdbc, Map<String, String> succession) {
    this.jdbc = jdbc;
    this.succession = Map.copyOf(succession);
  }

  /**
   * Everything published of a provider so far, in its order, under whichever of its codes; it
   * stands there under the code that it has now.
   */
  PublicationHistory of(String provider) {
    var history = PublicationHistory.NONE;
    var codes =
        jdbc
            .queryForList("select distinct provider from release_publication", String.class)
            .stream()
            .filter(code -> current(code).equals(current(provider)))
            .collect(Collectors.joining(","));
    for (var content :
        jdbc.queryForList(
            "select content from release_publication"
                + " where provider = any (string_to_array(?, ',')) order by number",
            String.class,
            codes)) {
      for (var release : read(content).under(this::current).releases()) {
        history = history.with(release);
      }
    }
    return history;
  }

  /**
   * Adds what a release published, in the transaction that releases it.
   *
   * @param provider of whom
   * @param earlier what the release was made to fit
   * @param now the same with that of the release
   * @return whether nothing of the provider was published in between; if something was, nothing is
   *     added
   */
  boolean add(long release, String provider, PublicationHistory earlier, PublicationHistory now) {
    var known = earlier.releases().size();
    if (now.releases().size() < known
        || !now.releases().subList(0, known).equals(earlier.releases())) {
      throw new IllegalStateException("a history of publications only grows");
    }
    var added = now.releases().subList(known, now.releases().size());
    if (added.isEmpty()) {
      return true;
    }
    jdbc.execute("lock table release_publication in share row exclusive mode");
    if (!of(provider).equals(earlier)) {
      return false;
    }
    jdbc.update(
        "insert into release_publication (number, release_id, provider, content)"
            + " select coalesce(max(number), 0) + 1, ?, ?, ? from release_publication",
        release,
        provider,
        write(new PublicationHistory(added)));
    return true;
  }

  private String current(String provider) {
    return ReleasedRows.current(succession, provider);
  }

  private static String write(PublicationHistory history) {
    try (var out = new ByteArrayOutputStream()) {
      HistoryJson.write(history, out);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
  }

  private static PublicationHistory read(String content) {
    try {
      return HistoryJson.read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("the register holds no history of publications", e);
    }
  }
}
