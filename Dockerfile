# One image for every part of gadfly: master, worker, simulator and the command line.
# Node does not reap orphans as process 1: run it with an init (`init: true` in Compose, `docker run --init`).

FROM node:24-bookworm-slim AS build
WORKDIR /app
# Manifests first, so that a change of sources alone does not install the dependencies again.
COPY package.json package-lock.json ./
COPY packages/shared/package.json packages/shared/
COPY packages/worker/package.json packages/worker/
COPY packages/master/package.json packages/master/
COPY packages/simulator/package.json packages/simulator/
COPY packages/dashboard/package.json packages/dashboard/
COPY packages/cli/package.json packages/cli/
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.base.json ./
COPY scripts/bundle-programs.mjs scripts/build-page.mjs scripts/
COPY packages packages
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# The programs are bundled: they need no other file and no module from outside.
COPY packages/cli/package.json packages/cli/
COPY packages/cli/bin packages/cli/bin
COPY --from=build /app/packages/cli/dist/programs packages/cli/dist/programs
COPY docker/generate-token.mjs docker/token-file.yml docker/
# A named volume takes over the owner of the folder it covers.
RUN mkdir -p /results /run/gadfly && chown 1000:1000 /results /run/gadfly
# The user `node` of the base image, by number so that an orchestrator can see that it is not root.
USER 1000:1000
WORKDIR /results
EXPOSE 5557 8089
ENTRYPOINT ["node", "/app/packages/cli/bin/gadfly.js"]
CMD ["--help"]
