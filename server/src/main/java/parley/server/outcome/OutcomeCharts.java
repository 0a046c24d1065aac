package parley.server.outcome;

import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import parley.submissions.chart.Audience;
import parley.submissions.chart.CourseChart;
import parley.submissions.course.CourseFacts;

/**
 * {@code GET /outcomes/{episode}.svg} and {@code .png}: the chart of a course, for the clinician
 * or, with {@code ?audience=patient}, in plain words for the patient.
 */
@RestController
public final class OutcomeCharts {

  private static final Map<String, Audience> AUDIENCES =
      Map.of("clinician", Audience.CLINICIAN, "patient", Audience.PATIENT);

  private final CourseOutcomes outcomes;
  private final CourseChart chart;

  OutcomeCharts(CourseOutcomes outcomes, CourseChart chart) {
    this.outcomes = outcomes;
    this.chart = chart;
  }

  @GetMapping("/outcomes/{episode:[A-Za-z0-9.-]{1,64}}.svg")
  public ResponseEntity<?> svg(
      @PathVariable("episode") String episode,
      @RequestParam(name = "audience", defaultValue = "clinician") String audience) {
    return answer(episode, audience, MediaType.valueOf("image/svg+xml"), chart::svg);
  }

  @GetMapping("/outcomes/{episode:[A-Za-z0-9.-]{1,64}}.png")
  public ResponseEntity<?> png(
      @PathVariable("episode") String episode,
      @RequestParam(name = "audience", defaultValue = "clinician") String audience) {
    return answer(episode, audience, MediaType.IMAGE_PNG, chart::png);
  }

  private ResponseEntity<?> answer(
      String episode,
      String audience,
      MediaType type,
      BiFunction<CourseFacts, Audience, ?> picture) {
    var reader = AUDIENCES.get(audience);
    if (reader == null) {
      return refusal(HttpStatus.BAD_REQUEST, "audience is clinician or patient");
    }
    var outcome = outcomes.course(episode);
    if (outcome.isEmpty()) {
      return refusal(HttpStatus.NOT_FOUND, "there is no such EpisodeOfCare");
    }
    if (!(outcome.get() instanceof CourseOutcomes.Outcome.Facts known)) {
      return refusal(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "the dates of the EpisodeOfCare cannot be read; its $outcome says why");
    }
    // A chart is a record of health: nothing between here and the reader keeps it.
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.noStore())
        .body(picture.apply(known.facts(), reader));
  }

  private static ResponseEntity<?> refusal(HttpStatus status, String why) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("error", why));
  }
}
