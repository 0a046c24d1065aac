package parley.submissions.record;

import java.util.List;

/**
 * The courses of one person.
 *
 * @param courses in order of their start
 * @param findings scores that are of none of them, which nobody would see otherwise
 */
public record PersonCourses(List<CourseResources> courses, List<Finding> findings) {
  public PersonCourses {
    courses = List.copyOf(courses);
    findings = List.copyOf(findings);
  }
}
