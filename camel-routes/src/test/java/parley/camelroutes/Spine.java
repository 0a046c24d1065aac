package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import parley.mappings.Sender;

/** The spine over the in-memory store, with an inlet for anyone and one with an allow-list. */
final class Spine {

  static final Inlet ANYONE = new Inlet.Http("any", "/hl7v2", List.of());
  static final Inlet LISTED =
      new Inlet.Http(
          "listed",
          "/listed",
          List.of(
              new Sender(
                  "other",
                  List.of(new Sender.Origin("OTHER", "*")),
                  StandardCharsets.ISO_8859_1,
                  Map.of(),
                  Map.of(),
                  Map.of())));

  final InMemoryStore store = new InMemoryStore();
  final TestMapper mapper = new TestMapper();
  final Intake intake = intake(bundle -> List.of());

  Intake intake(ProfileCheck profiles) {
    return new Intake(
        store,
        store,
        profiles,
        mapper,
        new Acknowledgements(Clock.systemUTC()),
        List.of(ANYONE, LISTED),
        Clock.systemUTC());
  }

  /** MSA-1 and MSA-2 of the answer, empty without one. */
  String send(byte[] message) {
    return intake.receive(ANYONE, message).map(Texts::verdicts).orElse("");
  }

  JournalEntry.State state(long id) {
    return store.find(id).orElseThrow().state();
  }
}
