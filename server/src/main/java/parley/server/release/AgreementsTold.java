package parley.server.release;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Tells at the start what is wrong with agreements of the folder; the others can be used. */
final class AgreementsTold implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(AgreementsTold.class);

  private final ReleaseAgreements agreements;

  AgreementsTold(ReleaseAgreements agreements) {
    this.agreements = agreements;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    try {
      for (var filed : agreements.folder()) {
        if (filed.found() instanceof ReleaseAgreements.Found.Refused refused) {
          refused
              .faults()
              .forEach(fault -> LOG.warn("agreement {}: {}", filed.file(), fault.sentence()));
        }
      }
    } catch (RuntimeException e) {
      // What is thrown here would end the gateway, which has other things to do.
      LOG.warn("release agreements were not read: {}", e.getClass().getSimpleName());
    }
  }
}
