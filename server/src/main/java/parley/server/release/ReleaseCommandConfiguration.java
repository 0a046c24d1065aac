package parley.server.release;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.view.RecordCommandConfiguration;

/** What the command of releases needs. */
@Configuration(proxyBeanMethods = false)
@Import({RecordCommandConfiguration.class, ReleaseParts.class})
class ReleaseCommandConfiguration {}
