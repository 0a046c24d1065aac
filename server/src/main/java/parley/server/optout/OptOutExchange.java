package parley.server.optout;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionTemplate;
import parley.submissions.release.OptOuts;

/**
 * Asks who opted out, and keeps the answer. Closed where it fails: who was not asked about, or is
 * not in the answer, counts as opted out; and without an answer that is new enough there is no
 * list.
 */
public final class OptOutExchange implements OptOutSource {

  private static final ZoneId ENGLAND = ZoneId.of("Europe/London");

  /** By how much the clocks of two gateways may differ. */
  private static final Duration CLOCKS = Duration.ofHours(1);

  /** Of more people than so, hardly ever has nobody opted out; a judgement of Parley. */
  private static final int MOST_ALL_CLEAR = 200;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("ddMMuuuu", Locale.ROOT);

  private final OptOutRows rows;
  private final RecordNumbers record;
  private final OptOutSettings settings;
  private final String sender;
  private final TransactionTemplate transactions;
  private final Clock clock;

  /**
   * @param sender what requests are named after
   */
  OptOutExchange(
      OptOutRows rows,
      RecordNumbers record,
      OptOutSettings settings,
      String sender,
      TransactionTemplate transactions,
      Clock clock) {
    this.rows = rows;
    this.record = record;
    this.settings = settings;
    this.sender = sender;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A request.
   *
   * @param reference its name, without ending
   * @param bytes the file
   * @param asked how many people it asks about
   */
  record Request(String reference, byte[] bytes, int asked) {

    /** Without the bytes. */
    @Override
    public String toString() {
      return "Request[" + reference + ", " + asked + "]";
    }
  }

  /** What came of an answer. */
  sealed interface Outcome {

    /** It is the list in force. */
    record Loaded(String reference, int asked) implements Outcome {}

    /** It was the list before, or it is a receipt; nothing has changed. */
    record Unchanged(String note) implements Outcome {}

    /** It is not taken. */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * Asks about everybody in the record who has an NHS number.
   *
   * @param then what sends it, in the transaction that keeps it
   * @return empty when there is nobody
   */
  Optional<Request> ask(String route, String who, Consumer<Request> then) {
    var numbers = record.numbers();
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    return transactions.execute(
        status -> {
          rows.lock();
          var request = new Request(name(), CheckFile.request(numbers), numbers.size());
          rows.insert(request.reference(), route, who, clock.instant(), numbers);
          then.accept(request);
          return Optional.of(request);
        });
  }

  /** Sender, day and number within the month, as the service wants its files named. */
  private String name() {
    var today = DAY.format(LocalDate.now(clock.withZone(ENGLAND)));
    var before = rows.named(sender + "-__" + today.substring(2) + "-%");
    return "%s-%s-%04d".formatted(sender, today, before + 1);
  }

  /**
   * Takes an answer.
   *
   * @param reference of the request; empty for the only one that waits
   */
  Outcome answer(Optional<String> reference, byte[] bytes) {
    return answer(reference, bytes, false);
  }

  /**
   * Takes an answer.
   *
   * @param reference of the request; empty for the only one that waits
   * @param allClear whether somebody says that truly nobody opted out; without it an answer that
   *     reads like the request is not taken
   */
  Outcome answer(Optional<String> reference, byte[] bytes, boolean allClear) {
    return transactions.execute(
        status -> {
          rows.lock();
          var check = reference.map(rows::find).orElseGet(this::onlyOpen);
          var outcome =
              check.isEmpty()
                  ? new Outcome.Refused(
                      "it is not known which request it answers; name it with --request, as"
                          + " opt-outs status shows it")
                  : answer(check.get(), bytes, allClear);
          rows.forget(clock.instant().minus(settings.oldest()));
          return outcome;
        });
  }

  private Optional<OptOutRows.Check> onlyOpen() {
    var open = rows.open();
    return open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty();
  }

  private Outcome answer(OptOutRows.Check check, byte[] bytes, boolean allClear) {
    var hash = sha256(bytes);
    if (rows.answeredBy(check.id(), hash)) {
      return new Outcome.Unchanged("this answer was loaded before");
    }
    var answer = CheckFile.answer(bytes);
    if (answer instanceof CheckFile.Answer.Receipt) {
      return new Outcome.Unchanged("the service has the request; its answer is still to come");
    }
    if (!check.state().equals("asked")) {
      return new Outcome.Refused("this request has its answer or is too old; ask anew");
    }
    if (answer instanceof CheckFile.Answer.Unusable unusable) {
      rows.refused(check.id(), unusable.reason());
      return new Outcome.Refused(unusable.reason());
    }
    var clear = ((CheckFile.Answer.Clear) answer).numbers();
    var asked = rows.asked(check.id());
    if (!asked.containsAll(clear)) {
      return new Outcome.Refused(
          "it holds a number that was not asked about: it answers another request, or none");
    }
    if (!allClear && isLikeTheRequest(bytes, clear, asked)) {
      return new Outcome.Refused(
          "it says that nobody opted out, as the request itself reads: load the file that came back"
              + " from the service; if it is that file, load it with --confirm-all-clear");
    }
    rows.answered(check.id(), clock.instant(), hash, clear);
    return new Outcome.Loaded(check.reference(), check.asked());
  }

  private static boolean isLikeTheRequest(byte[] bytes, Set<String> clear, Set<String> asked) {
    return Arrays.equals(bytes, CheckFile.request(asked))
        || asked.size() > MOST_ALL_CLEAR && clear.containsAll(asked);
  }

  @Override
  public OptOuts current() {
    return transactions.execute(
        status -> {
          var list = rows.inForce();
          var day = list.map(it -> LocalDate.ofInstant(it.askedAt(), ENGLAND));
          var oldest = clock.instant().minus(settings.oldest());
          if (list.isEmpty()
              || list.get().askedAt().isBefore(oldest)
              || isAhead(list.get().askedAt())) {
            return new OptOuts.Stale(day);
          }
          Set<String> clear = rows.clear(list.get().id());
          return new OptOuts.Current(day.orElseThrow(), number -> !clear.contains(number));
        });
  }

  /** Requests and what came of them, the newest first; never how many opted out. */
  List<OptOutRows.Check> latest(int limit) {
    return rows.latest(limit);
  }

  /** Whether the latest request is older than so, or there is none. */
  boolean isDue(Duration every) {
    return rows.latest(1).stream()
        .noneMatch(
            it -> it.askedAt().isAfter(clock.instant().minus(every)) && !isAhead(it.askedAt()));
  }

  /** Asked while a clock was wrong: how old the list is, nobody knows. */
  private boolean isAhead(Instant askedAt) {
    return askedAt.isAfter(clock.instant().plus(CLOCKS));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
