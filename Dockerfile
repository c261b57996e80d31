# Jornada's processes: api, worker, migrate and the command line, in one image. Which one runs is the command.
# Whoever releases it adds the digests (@sha256:...) of the two bases: they are not known where this file was written.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /jornada
# Any program that exists stands for an engine of Prisma's that is never used; else it would be downloaded.
ENV PRISMA_SCHEMA_ENGINE_BINARY=/bin/true
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY prisma ./prisma
RUN npx prisma generate
COPY apps ./apps
COPY libs ./libs
COPY workflows ./workflows
RUN npx tsc -p tsconfig.build.json && node dist/apps/worker/src/bundle-workflows.js

FROM node:20.20.2-bookworm-slim AS dependencies
WORKDIR /jornada
ENV PRISMA_SCHEMA_ENGINE_BINARY=/bin/true
COPY package.json package-lock.json .npmrc ./
# Without what is optional: the PostgreSQL that `npm start` brings along.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund --ignore-scripts \
  && rm -rf node_modules/@temporalio/core-bridge/releases/*-apple-* node_modules/@temporalio/core-bridge/releases/*-windows-*

FROM node:20.20.2-bookworm-slim
WORKDIR /jornada
ENV NODE_ENV=production PORT=3000 OPS_PORT=9000
COPY --from=dependencies /jornada/node_modules ./node_modules
COPY --from=build /jornada/dist ./dist
COPY package.json LICENSE ./
COPY prisma ./prisma
COPY apps/cli/jornada.mjs ./apps/cli/jornada.mjs
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# An api or a worker that is told to stop finishes what it has begun: give it more than half a minute.
STOPSIGNAL SIGTERM
CMD ["node", "dist/apps/api/src/main.js"]
