package parley.server.fhir;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Stands for HAPI's server until the web container initialises its servlets, which Spring Boot does
 * after every bean is made. Were the server itself registered, the container would ask for it, and
 * so for the whole FHIR storage, before Spring caches which beans are of which type: that alone
 * costs several seconds of start.
 */
final class LateFhirServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient ObjectProvider<FhirEndpoint.Server> server;

  LateFhirServlet(ObjectProvider<FhirEndpoint.Server> server) {
    this.server = server;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    server.getObject().servlet().init(config);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    server.getObject().servlet().service(request, response);
  }

  @Override
  public void destroy() {
    server.getObject().servlet().destroy();
  }
}
