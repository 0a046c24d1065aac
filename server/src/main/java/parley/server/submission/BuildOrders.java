package parley.server.submission;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;
import parley.submissions.build.BuildOrder;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.rule.SubmissionFacts;
import parley.terminology.England;

/** Makes what is asked for an order to the builder, with the settings and what was accepted. */
final class BuildOrders {

  private final SubmissionSettings settings;
  private final Baselines baselines;
  private final Clock clock;
  private final Optional<String> recordBase;

  BuildOrders(
      SubmissionSettings settings, RegisterRows rows, Clock clock, Optional<String> recordBase) {
    this.settings = settings;
    this.baselines = new Baselines(rows);
    this.clock = clock;
    this.recordBase = recordBase;
  }

  /** An order of this moment, unless another was given. */
  BuildOrder of(BuildRequest request) {
    var facts =
        new SubmissionFacts(
            request.provider(),
            settings.senderFor(request.provider()),
            request.period().atDay(1),
            request.period().atEndOfMonth(),
            request.created().orElseGet(this::now));
    var order = new SubmissionOrder(facts, settings.system(), settings.succession());
    return new BuildOrder(
        order,
        request.type(),
        request.template().or(settings::templateFile),
        request.dryRun(),
        baselines.of(request.period(), order.providerCodes()),
        settings.switchedOff(),
        settings.shares(),
        request.confirmation(),
        request.by().told(),
        request.created().isPresent(),
        recordBase);
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), England.TIME).withNano(0);
  }
}
