package parley.server.optout;

import java.time.Duration;
import parley.camelroutes.calendar.LookTimes;
import parley.camelroutes.calendar.TimedWork;

/** Sends a request by MESH whenever the latest one is older than the settings want. */
final class OptOutClock implements TimedWork {

  private static final Duration LOOK = Duration.ofMinutes(15);

  private final OptOutExchange exchange;
  private final OptOutMail mail;
  private final OptOutSettings settings;

  OptOutClock(OptOutExchange exchange, OptOutMail mail, OptOutSettings settings) {
    this.exchange = exchange;
    this.mail = mail;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "opt-outs";
  }

  @Override
  public LookTimes times() {
    return new LookTimes.Every(LOOK);
  }

  @Override
  public boolean isWanted() {
    return !settings.every().isZero();
  }

  @Override
  public void look() {
    if (exchange.isDue(settings.every())) {
      mail.ask("timer");
    }
  }
}
