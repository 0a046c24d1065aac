package parley.submissions.record;

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
   * The courses of one person.
   *
   * @param patient logical id of the Patient
   * @return possibly none, without findings
   */
  PersonCourses courses(String patient);
}
