package parley.server.demo;

import java.util.Optional;

/**
 * A message of the script and what was answered.
 *
 * @param message what was sent
 * @param answer the acknowledgement as text; empty when none came
 */
record Played(DemoMessage message, String answer) {

  Optional<Outcome> outcome() {
    return Outcome.of(answer);
  }
}
