package parley.submissions.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The port through which submissions see the record; implemented by whoever keeps it. */
public interface CourseRecords {

  /**
   * The resources of one course, each of them once.
   *
   * @param episodeOfCare logical id of the EpisodeOfCare
   * @return empty when there is no such episode
   */
  Optional<CourseResources> course(String episodeOfCare);

  /**
   * The same of many courses, for who can read them in one go.
   *
   * @param episodesOfCare logical ids
   * @return by logical id, without those that there are not
   */
  default Map<String, CourseResources> courses(Collection<String> episodesOfCare) {
    var courses = new LinkedHashMap<String, CourseResources>();
    for (var episode : episodesOfCare) {
      course(episode).ifPresent(found -> courses.put(episode, found));
    }
    return courses;
  }

  /**
   * The courses of one person.
   *
   * @param patient logical id of the Patient
   * @return possibly none, without findings
   */
  PersonCourses courses(String patient);
}
