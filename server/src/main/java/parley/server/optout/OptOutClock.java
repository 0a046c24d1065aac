package parley.server.optout;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Sends a request by MESH whenever the latest one is older than the settings want. */
final class OptOutClock implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(OptOutClock.class);
  private static final int LOOK_MINUTES = 15;

  private final OptOutExchange exchange;
  private final OptOutMail mail;
  private final OptOutSettings settings;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "opt-outs");
            thread.setDaemon(true);
            return thread;
          });

  OptOutClock(OptOutExchange exchange, OptOutMail mail, OptOutSettings settings) {
    this.exchange = exchange;
    this.mail = mail;
    this.settings = settings;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (!settings.every().isZero()) {
      clock.scheduleWithFixedDelay(this::look, 1, LOOK_MINUTES, TimeUnit.MINUTES);
    }
  }

  /** What fails is tried again the next time; a task that throws would never run again. */
  private void look() {
    try {
      if (exchange.isDue(settings.every())) {
        mail.ask("timer");
      }
    } catch (RuntimeException e) {
      LOG.warn("no request for opt-outs was sent: {}", e.getClass().getSimpleName());
    }
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }
}
