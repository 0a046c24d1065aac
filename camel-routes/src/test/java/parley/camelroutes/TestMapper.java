package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.Content;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Envelope;

/**
 * A mapper that does what a message says: a line {@code ZTX|bad}, {@code ZTX|reject}, {@code
 * ZTX|warn}, {@code ZTX|throw} or {@code ZTX|die} decides the outcome, {@code ZTX|hold} waits until
 * {@link #release}, {@code ZTX|race} does what {@link #onRace} was given.
 */
final class TestMapper implements MessageMapper {

  static final String SECRET = "SECRETNAME";

  private final Semaphore holding = new Semaphore(0);
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile boolean mended;
  private volatile Runnable race = () -> {};

  /** Returns when a message is being held. */
  boolean awaitHeld() throws InterruptedException {
    return held.await(10, TimeUnit.SECONDS);
  }

  void release() {
    holding.release(1000);
  }

  /** From now on {@code ZTX|throw} and {@code ZTX|bad} are mapped like any other. */
  void mend() {
    mended = true;
  }

  /** What happens beside a message {@code ZTX|race} while it is mapped. */
  void onRace(Runnable action) {
    race = action;
  }

  @Override
  public MappingResult map(InboundMessage inbound) {
    var text = new String(inbound.bytes(), StandardCharsets.ISO_8859_1);
    if (text.contains("ZTX|hold")) {
      held.countDown();
      holding.acquireUninterruptibly();
    }
    if (text.contains("ZTX|race")) {
      race.run();
    }
    if (text.contains("ZTX|die")) {
      throw new AssertionError(SECRET);
    }
    if (text.contains("ZTX|throw") && !mended) {
      throw new IllegalStateException("cannot read " + SECRET);
    }
    if (text.contains("ZTX|bad") && !mended) {
      return rejected(ProblemCode.INVALID_VALUE, "PID-7");
    }
    if (text.contains("ZTX|reject")) {
      return rejected(ProblemCode.UNSUPPORTED_TYPE, "MSH-9");
    }
    var warnings =
        text.contains("ZTX|warn")
            ? List.of(Problem.warning(ProblemCode.UNMAPPED_CODE, "PID-22", "a rule", "a remedy"))
            : List.<Problem>of();
    var patient = new Patient();
    patient.setId("p1");
    var person = new Person("p1", List.of(new Person.Key("urn:test", "1")), null, null);
    return new MappingResult.Mapped(
        new RecordBundle(List.of(person), List.of(RecordBundle.Write.always(patient))), warnings);
  }

  /** The repetitions of PID-3. */
  @Override
  public Set<String> patientKeys(Sender sender, Content content) {
    var bytes = content.bytes();
    return Envelope.read(bytes).isPresent() ? Set.of(pid(bytes).split("~")) : Set.of();
  }

  private static String pid(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("PID|");
    return at < 0 ? "nobody" : text.substring(at).split("[|\r]", 5)[3];
  }

  private static MappingResult rejected(ProblemCode code, String location) {
    return new MappingResult.Rejected(
        List.of(Problem.error(code, location, "The rule, in words.", "The remedy | in words.")));
  }
}
