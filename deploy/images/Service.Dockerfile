# One image per program: docker build --build-arg SERVICE=Contracts -f deploy/images/Service.Dockerfile .
# The build stage is the same for all of them and is built once.

FROM swift:6.3-bookworm AS build
WORKDIR /source
COPY deploy/packages.txt deploy/
RUN apt-get update -q \
    && sed -e 's/#.*//' -e '/^postgresql/d' deploy/packages.txt \
        | DEBIAN_FRONTEND=noninteractive xargs apt-get install -q -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/*
COPY Package.swift ./
COPY Shared Shared
COPY Services Services
COPY Tests Tests
COPY deploy deploy
RUN swift build -c release
# The programs, the one child process that they start, and the resources of their modules.
RUN mkdir -p /programs/resources /vendor /templates \
    && for program in Identity Onboarding Contracts Signing Notifier Gateway Monitor Sandbox DocumentWorker; do \
        install -s ".build/release/$program" /programs/ || exit 1; \
    done \
    && find -L .build/release -maxdepth 1 -name '*.resources' -exec cp -r {} /programs/resources/ ';' \
    && find Services/Gateway -name '*.mustache' -exec cp {} /templates/ ';' \
    && cp /usr/share/javascript/bootstrap5/css/bootstrap.min.css \
        /usr/share/javascript/bootstrap5/js/bootstrap.bundle.min.js \
        /usr/share/javascript/chart.js/chart.min.js \
        /usr/share/javascript/sortable/Sortable.min.js /vendor/

FROM swift:6.3-bookworm-slim
COPY deploy/images/packages.txt /tmp/packages.txt
RUN apt-get update -q \
    && sed -e 's/#.*//' /tmp/packages.txt \
        | DEBIAN_FRONTEND=noninteractive xargs apt-get install -q -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/packages.txt \
    && useradd --uid 10001 --home-dir /suiyue --no-create-home suiyue \
    && install -d -o suiyue -g suiyue -m 0700 /var/lib/suiyue/authority /var/lib/suiyue/secrets
WORKDIR /suiyue
COPY Services/Gateway/Public Public/own
COPY --from=build /templates Templates
COPY --from=build /vendor Public/vendor
COPY --from=build /programs/resources/ bin/
COPY deploy/lib/with-environment deploy/
ARG SERVICE
COPY --from=build /programs/DocumentWorker /programs/${SERVICE} bin/
ENV SERVICE=${SERVICE} \
    SECRETS_DIRECTORY=/var/lib/suiyue/secrets \
    OPERATIONS_HOST=0.0.0.0 \
    OPERATIONS_PORT=8080 \
    READY_URL=http://127.0.0.1:8080/readyz \
    GATEWAY_PUBLIC_DIRECTORY=/suiyue/Public/own \
    GATEWAY_TEMPLATES_DIRECTORY=/suiyue/Templates \
    GATEWAY_VENDOR_DIRECTORY=/suiyue/Public/vendor
USER suiyue
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=12 \
    CMD curl -fsS -o /dev/null "$READY_URL"
ENTRYPOINT ["/bin/bash", "-c", "exec deploy/with-environment \"$SERVICE\" \"/suiyue/bin/$SERVICE\" \"$@\"", "service"]
