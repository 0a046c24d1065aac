# Builds Parley from this repository and runs it as an ordinary user.
#   docker build -t parley .
# docker-compose.yml starts it together with PostgreSQL.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -DskipTests package -pl server -am

FROM eclipse-temurin:17-jre
RUN groupadd --system --gid 10001 parley \
 && useradd --system --uid 10001 --gid parley --home-dir /opt/parley --shell /usr/sbin/nologin parley \
 && mkdir -p /opt/parley/server/target /var/lib/parley \
 && chown parley:parley /var/lib/parley
COPY --from=build /src/parley /opt/parley/parley
COPY --from=build /src/server/target/server-*.jar /opt/parley/server/target/
COPY --from=build /src/server/target/lib /opt/parley/server/target/lib
ENV PARLEY_DATA=/var/lib/parley
VOLUME /var/lib/parley
WORKDIR /var/lib/parley
USER parley
EXPOSE 8080 2575
# Bash speaks HTTP well enough for this, so the image needs no further tool.
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PARLEY_HTTP_PORT:-8080} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["/opt/parley/parley"]
CMD ["serve"]
