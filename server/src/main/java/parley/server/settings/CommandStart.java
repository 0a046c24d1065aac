package parley.server.settings;

import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** What a command that needs the database, but neither ports nor inlets, begins with. */
public sealed interface CommandStart {

  /** The beans of the command; closing them stops an embedded database. */
  record Started(ConfigurableApplicationContext context) implements CommandStart {}

  /**
   * The settings do not allow it.
   *
   * @param reason one line for the person who called the command
   */
  record Refused(String reason) implements CommandStart {}

  /** Starts a configuration; any failure but wrong settings is thrown. */
  static CommandStart of(Class<?> configuration) {
    var application = new SpringApplication(configuration);
    application.setWebApplicationType(WebApplicationType.NONE);
    try {
      // The one line of an error is the command's own; a stack trace would bury it.
      return new Started(
          application.run(
              "--logging.level.parley=WARN",
              "--logging.level.org.springframework.boot=OFF",
              "--logging.level.org.springframework.context=OFF"));
    } catch (RuntimeException e) {
      return new Refused(invalidSettings(e).orElseThrow(() -> e));
    }
  }

  private static Optional<String> invalidSettings(Throwable failure) {
    for (var cause = Optional.of(failure);
        cause.isPresent();
        cause = Optional.ofNullable(cause.get().getCause())) {
      if (cause.get() instanceof InvalidSettings settings) {
        return Optional.of(String.valueOf(settings.getMessage()));
      }
    }
    return Optional.empty();
  }
}
