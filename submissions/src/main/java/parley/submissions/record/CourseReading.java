package parley.submissions.record;

import java.util.List;
import parley.submissions.course.Course;

/** What came of reading a course. */
public sealed interface CourseReading {

  /** Everything that could not be read. */
  List<Finding> findings();

  /** A course; what the findings name is not in it. */
  record Read(Course course, List<Finding> findings) implements CourseReading {
    public Read {
      findings = List.copyOf(findings);
    }
  }

  /** The dates of the episode itself could not be read, so there is no course. */
  record Unreadable(List<Finding> findings) implements CourseReading {
    public Unreadable {
      findings = List.copyOf(findings);
    }
  }
}
