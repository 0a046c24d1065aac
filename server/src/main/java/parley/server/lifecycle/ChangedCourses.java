package parley.server.lifecycle;

import java.util.List;

/**
 * Told to the rest of the gateway soon after anything of some courses was written: a hint for who
 * works ahead. A gateway that is killed, or another one on the same database, tells nobody.
 *
 * @param courses logical ids of EpisodeOfCares, open or not
 */
public record ChangedCourses(List<String> courses) {

  public ChangedCourses {
    courses = List.copyOf(courses);
  }
}
