package parley.server.worklist;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A worklist that passes over a misspelt or repeated parameter shows another list than was asked
 * for, and nobody notices: both are 400, naming the parameter.
 */
public final class KnownParameters implements HandlerInterceptor {

  private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      var known = new TreeSet<String>();
      Arrays.stream(method.getMethodParameters())
          .flatMap(parameter -> name(parameter).stream())
          .forEach(known::add);
      request.getParameterMap().forEach((name, values) -> check(name, values.length, known));
    }
    return true;
  }

  private static void check(String name, int times, TreeSet<String> known) {
    if (!known.contains(name)) {
      throw bad(name + ": no parameter of this worklist, which has " + String.join(", ", known));
    }
    if (times > 1) {
      throw bad(name + ": is given more than once; give one");
    }
  }

  private Optional<String> name(MethodParameter parameter) {
    var annotation = parameter.getParameterAnnotation(RequestParam.class);
    if (annotation == null) {
      return Optional.empty();
    }
    parameter.initParameterNameDiscovery(names);
    return annotation.name().isEmpty()
        ? Optional.of(Objects.requireNonNull(parameter.getParameterName()))
        : Optional.of(annotation.name());
  }

  private static ResponseStatusException bad(String why) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
  }
}
