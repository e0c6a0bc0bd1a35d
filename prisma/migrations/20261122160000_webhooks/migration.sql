-- Who is told over HTTP of what happens: an endpoint is a place in the log, a delivery one event on its way to it.
CREATE TABLE "WebhookEndpoint" (
    "id" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "sealedUrl" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "operationName" TEXT,
    "variables" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "sealedSecret" TEXT NOT NULL,
    "sealedPreviousSecret" TEXT,
    "previousSecretUntil" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "stateSince" TIMESTAMPTZ(3) NOT NULL,
    "principalKind" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "role" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "position" BIGINT NOT NULL,
    "replayPosition" BIGINT,
    "replayUntil" BIGINT,
    "replays" INTEGER NOT NULL DEFAULT 0,
    "failingSince" TIMESTAMPTZ(3),
    "leaseUntil" TIMESTAMPTZ(3),
    "leaseOwner" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL,
    "endpointId" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "lane" TEXT NOT NULL,
    "replay" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "roundSince" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "WebhookAttempt" (
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "statusCode" INTEGER,
    "latencyMs" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "WebhookAttempt_pkey" PRIMARY KEY ("deliveryId","number")
);

CREATE INDEX "WebhookEndpoint_stream_id_idx" ON "WebhookEndpoint"("stream", "id");

CREATE INDEX "WebhookEndpoint_state_idx" ON "WebhookEndpoint"("state");

CREATE INDEX "WebhookDelivery_endpointId_state_lane_sequence_idx" ON "WebhookDelivery"("endpointId", "state", "lane", "sequence");

CREATE INDEX "WebhookDelivery_endpointId_id_idx" ON "WebhookDelivery"("endpointId", "id");

CREATE INDEX "WebhookDelivery_settledAt_idx" ON "WebhookDelivery"("settledAt");

CREATE UNIQUE INDEX "WebhookDelivery_endpointId_eventId_replay_key" ON "WebhookDelivery"("endpointId", "eventId", "replay");

ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "WebhookEndpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "WebhookAttempt" ADD CONSTRAINT "WebhookAttempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "WebhookDelivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_stream" CHECK ("stream" ~ '^(account|host):.');
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_state" CHECK ("state" IN ('ACTIVE', 'PAUSED', 'DISABLED'));
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_reason" CHECK (("reason" IS NOT NULL) = ("state" = 'DISABLED'));
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_principal" CHECK ("principalKind" IN ('MEMBER', 'TOKEN', 'HOST'));
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_previous" CHECK (("sealedPreviousSecret" IS NULL) = ("previousSecretUntil" IS NULL));
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_replay" CHECK (("replayPosition" IS NULL) = ("replayUntil" IS NULL));
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_kind" CHECK ("kind" IN ('EVENT', 'GAP', 'TEST'));
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_state" CHECK ("state" IN ('PENDING', 'DELIVERED', 'FAILED', 'SKIPPED'));
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_tried" CHECK (("nextAttemptAt" IS NOT NULL) = ("state" = 'PENDING'));
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_settled" CHECK (("settledAt" IS NULL) = ("state" = 'PENDING'));
