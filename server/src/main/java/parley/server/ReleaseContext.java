package parley.server;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.optout.OptOutParts;
import parley.server.release.ReleaseCommandConfiguration;

/** The command {@code release}: releases, and the list of those who are not in them. */
@Configuration(proxyBeanMethods = false)
@Import({ReleaseCommandConfiguration.class, OptOutParts.class})
class ReleaseContext {}
