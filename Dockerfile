# One build, one small image for each service:
#   docker build --target ingest -t market-1s/ingest:0.1.0 .
# Targets: ingest, resample, dashboard, setup, simulator. Kafka Connect's image is connect/Dockerfile.

FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
# Formatting and style are checked where the tests run.
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -ntp package -DskipTests -Dspotless.check.skip -Dcheckstyle.skip \
    -pl ingest-service,resample-service,connect,dashboard,upbit-simulator -am \
 && mkdir /state

FROM eclipse-temurin:17.0.17_10-jre-noble AS service
# The heap follows the container's memory; what is left is for threads, buffers and RocksDB.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -Duser.timezone=UTC -Dfile.encoding=UTF-8" \
    MALLOC_ARENA_MAX=2
WORKDIR /app
USER 10001:10001

FROM service AS ingest
COPY --from=build /src/ingest-service/target/lib lib
COPY --from=build /src/ingest-service/target/classes classes
EXPOSE 9101
ENV INGEST_HTTP_ADDRESS=0.0.0.0:9101
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/app/lib/*", "io.market1s.operations.HealthCheck", "http://127.0.0.1:9101/readyz"]
ENTRYPOINT ["java", "-cp", "/app/classes:/app/lib/*", "io.market1s.ingest.IngestMain"]

FROM service AS resample
COPY --from=build /src/resample-service/target/lib lib
COPY --from=build /src/resample-service/target/classes classes
COPY --from=build --chown=10001:10001 /state /state
EXPOSE 9102
ENV RESAMPLE_HTTP_ADDRESS=0.0.0.0:9102 RESAMPLE_STATE_DIR=/state
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/app/lib/*", "io.market1s.operations.HealthCheck", "http://127.0.0.1:9102/readyz"]
ENTRYPOINT ["java", "-cp", "/app/classes:/app/lib/*", "io.market1s.resample.ResampleMain"]

FROM service AS dashboard
COPY --from=build /src/dashboard/target/lib lib
COPY --from=build /src/dashboard/target/classes classes
EXPOSE 8080
ENV DASHBOARD_HTTP_ADDRESS=0.0.0.0:8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/app/lib/*", "io.market1s.operations.HealthCheck", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["java", "-cp", "/app/classes:/app/lib/*", "io.market1s.dashboard.DashboardMain"]

# One-shot commands: topics, migrate, sink.
FROM service AS setup
COPY --from=build /src/connect/target/lib lib
COPY --from=build /src/connect/target/classes classes
HEALTHCHECK NONE
ENTRYPOINT ["java", "-cp", "/app/classes:/app/lib/*", "io.market1s.connect.setup.SetupMain"]

FROM service AS simulator
COPY --from=build /src/upbit-simulator/target/lib lib
COPY --from=build /src/upbit-simulator/target/classes classes
EXPOSE 18081
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/app/lib/*", "io.market1s.operations.HealthCheck", "http://127.0.0.1:18081/v1/market/all"]
ENTRYPOINT ["java", "-cp", "/app/classes:/app/lib/*", "io.market1s.simulator.SimulatorMain"]
CMD ["--bind", "0.0.0.0"]
