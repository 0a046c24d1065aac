package parley.server.view;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * {@code POST /fhir/$viewdefinition-run} and the same below {@code /fhir/ViewDefinition} (SQL on
 * FHIR v2): rows of a view over resources sent with it, or over the record. {@code GET} runs a view
 * that Parley ships.
 */
final class ViewRunServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ViewRunServlet.class);
  private static final Pattern INSTANCE =
      Pattern.compile("/ViewDefinition/([A-Za-z0-9_.-]{1,64})/\\$viewdefinition-run");
  private static final Pattern TYPE = Pattern.compile("(/ViewDefinition)?/\\$viewdefinition-run");

  private final transient FhirContext context;
  private final transient Supplier<ViewOrders> orders;
  private final transient Supplier<ViewRuns> runs;

  ViewRunServlet(FhirContext context, Supplier<ViewOrders> orders, Supplier<ViewRuns> runs) {
    this.context = context;
    this.orders = orders;
    this.runs = runs;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response, new byte[0]);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var type = Objects.requireNonNullElse(request.getContentType(), "").toLowerCase(Locale.ROOT);
    if (type.contains("xml")) {
      send(
          Refused.of(
              HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
              IssueType.NOTSUPPORTED,
              "Parameters",
              "A ViewDefinition is read as JSON; send application/fhir+json"),
          response);
      return;
    }
    answer(request, response, request.getInputStream().readAllBytes());
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, byte[] body)
      throws IOException {
    try {
      var instance = instance(request);
      var given = ViewParameters.of(body, request.getParameterMap());
      var accept = Objects.requireNonNullElse(request.getHeader("Accept"), "");
      var order = orders.get().order(given, instance, accept);
      runs.get()
          .run(
              order,
              file -> {
                response.setContentType(order.format().contentType());
                response.setHeader("Cache-Control", "no-store");
                response.setContentLengthLong(Files.size(file));
                Files.copy(file, response.getOutputStream());
              });
    } catch (Refused refused) {
      send(refused, response);
    } catch (DataAccessException away) {
      LOG.warn("a view was not run: {}", away.getClass().getSimpleName());
      send(
          Refused.of(
              HttpServletResponse.SC_SERVICE_UNAVAILABLE,
              IssueType.TRANSIENT,
              "Parameters",
              "The store cannot be reached; try again"),
          response);
    } catch (IllegalStateException failed) {
      LOG.error("a view was not run: {}", failed.getStackTrace()[0]);
      send(
          Refused.of(
              HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
              IssueType.EXCEPTION,
              "Parameters",
              "The rows could not be made or written; nothing was answered"),
          response);
    }
  }

  /** The view that the address names. */
  private static Optional<String> instance(HttpServletRequest request) {
    var path =
        request.getRequestURI().substring(request.getContextPath().length() + "/fhir".length());
    path = path.replace("%24", "$");
    var named = INSTANCE.matcher(path);
    if (named.matches()) {
      return Optional.of("ViewDefinition/" + named.group(1));
    }
    if (!TYPE.matcher(path).matches()) {
      throw Refused.notFound(
          "ViewDefinition",
          "ViewDefinition is no resource of R4: none is stored here. Run one by"
              + " ViewDefinition/$viewdefinition-run");
    }
    return Optional.empty();
  }

  private void send(Refused refused, HttpServletResponse response) throws IOException {
    var body = context.newJsonParser().encodeResourceToString(refused.outcome());
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(refused.status());
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
