package parley.server.release;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A gateway that is to release and has no key to part people from their names does not start. */
@Configuration(proxyBeanMethods = false)
class RequiredReleaseKeys {

  @Bean
  InitializingBean releaseKeysRequired(ReleaseKeys keys) {
    return keys::ring;
  }
}
