package parley.server.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the settings instead of printing a stack trace. */
public final class InvalidSettingsAnalyzer extends AbstractFailureAnalyzer<InvalidSettings> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettings cause) {
    return new FailureAnalysis(cause.getMessage(), "See the settings in the README.", cause);
  }
}
