package parley.server.inlets;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import parley.camelroutes.HttpInlet;
import parley.camelroutes.Inlet;

/**
 * HL7 v2 in the body of a POST ({@code x-application/hl7-v2+er7}), the acknowledgement in the body
 * of the answer. The status is 200 whatever the acknowledgement says, and 204 when the sender asked
 * for none; 413 beyond the largest message; 503 while the gateway stops.
 */
@Configuration(proxyBeanMethods = false)
public class HttpInlets {

  static final MediaType ER7 = MediaType.parseMediaType("x-application/hl7-v2+er7");

  /** Largest message in bytes; that of the MLLP inlets. */
  private static final int LARGEST = 10 * 1024 * 1024;

  @Bean
  RouterFunction<ServerResponse> httpInletRoutes(
      SpineConfiguration.InletList inlets, ProducerTemplate template) {
    var routes = RouterFunctions.route();
    for (var inlet : inlets.all()) {
      if (inlet instanceof Inlet.Http http) {
        var entrance = new HttpInlet(http, template);
        routes.POST(entrance.path(), request -> post(entrance, request));
      }
    }
    // A router needs a route even when no HTTP inlet is declared.
    return routes
        .GET("/hl7v2", request -> ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).build())
        .build();
  }

  private static ServerResponse post(HttpInlet entrance, ServerRequest request)
      throws ServletException, IOException {
    var body = request.servletRequest().getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      return ServerResponse.status(HttpStatus.PAYLOAD_TOO_LARGE).build();
    }
    try {
      var answer = entrance.post(body);
      return answer.isPresent()
          ? ServerResponse.ok().contentType(ER7).body(answer.get())
          : ServerResponse.noContent().build();
    } catch (IllegalStateException stopping) {
      return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
  }
}
