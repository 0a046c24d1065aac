package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

/** Slots of assessments that can be booked. */
public final class Slots {

  private Slots() {}

  /** Publishes a free slot of this id, in a schedule of its own. */
  public static void publish(Http http, String id) {
    var schedule =
        "{\"resourceType\":\"Schedule\",\"id\":\"s-%s\",\"actor\":[{\"display\":\"Assessments\"}]}"
            .formatted(id);
    assertThat(http.putJson("/fhir/Schedule/s-" + id, schedule).statusCode()).isIn(200, 201);
    var slot =
        """
        {"resourceType":"Slot","id":"%s","schedule":{"reference":"Schedule/s-%s"},"status":"free",
         "start":"2027-01-20T10:00:00Z","end":"2027-01-20T10:50:00Z"}"""
            .formatted(id, id);
    assertThat(http.putJson("/fhir/Slot/" + id, slot).statusCode()).isIn(200, 201);
  }
}
