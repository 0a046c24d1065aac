package parley.server.release;

import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings and keys, without a database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReleaseSettings.class)
public class ReleaseKeyConfiguration {

  /** Variables are read where they are, so that no list of settings holds a key. */
  @Bean
  ReleaseKeys releaseKeys(ReleaseSettings settings) {
    return new ReleaseKeys(settings, name -> Optional.ofNullable(System.getenv(name)));
  }
}
