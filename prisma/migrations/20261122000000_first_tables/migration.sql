-- The first tables, written by the schema engine of Prisma from prisma/schema.prisma. The parts that Prisma cannot
-- say, the partitions of "event" and "message", are marked "by hand". The engine splits a script at every semicolon,
-- also within comments and quotes, so a comment here has none.
-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "from_name" TEXT NOT NULL,
    "from_email" TEXT NOT NULL,
    "reply_to" TEXT,
    "rate_per_second" INTEGER NOT NULL DEFAULT 50,
    "quiet_hours" JSONB,
    "caps" JSONB NOT NULL DEFAULT '[]',
    "holdout" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "origins" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_head" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "last_event_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'live',
    "merged_into" UUID,

    CONSTRAINT "profile_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "attribute_times" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_identifier" (
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_identifier_pkey" PRIMARY KEY ("workspace_id","kind","value")
);

-- CreateTable
CREATE TABLE "topic" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "default" TEXT NOT NULL DEFAULT 'out',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "consent" (
    "profile_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("profile_id","topic","channel")
);

-- CreateTable
CREATE TABLE "consent_log" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT '',
    "text_version" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "workspace_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("workspace_id","channel","address")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "context" JSONB,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "message_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id","received_at")
)
-- by hand: history is partitioned by month, so that old months are dropped whole
PARTITION BY RANGE ("received_at");

-- CreateTable
CREATE TABLE "message" (
    "workspace_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("workspace_id","message_id","generation")
)
-- by hand: dedupe generations are partitions, so that an old generation is dropped whole
PARTITION BY LIST ("generation");

-- CreateTable
CREATE TABLE "rejected_event" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "path" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "hint" TEXT NOT NULL DEFAULT '',
    "raw" TEXT NOT NULL,

    CONSTRAINT "rejected_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "preheader" TEXT,
    "mjml" TEXT,
    "html" TEXT,
    "text" TEXT,
    "locales" JSONB,
    "compiled" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "journey" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "draft" JSONB,
    "published_version" INTEGER,
    "trigger_event" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journey_version" (
    "journey_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "workspace_id" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journey_version_pkey" PRIMARY KEY ("journey_id","number")
);

-- CreateTable
CREATE TABLE "enrollment" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "profile_id" UUID NOT NULL,
    "entry_key" TEXT NOT NULL DEFAULT '',
    "again" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "because" TEXT,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "step" TEXT,
    "memory" JSONB NOT NULL DEFAULT '{}',
    "trigger" JSONB NOT NULL,
    "log_seq" INTEGER NOT NULL DEFAULT 0,
    "rest" JSONB,
    "due_at" TIMESTAMPTZ(3),
    "poked_at" TIMESTAMPTZ(3),
    "pokes" INTEGER NOT NULL DEFAULT 0,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "goal_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrollment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrollment_wait" (
    "enrollment_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "visit" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "listens" JSONB NOT NULL DEFAULT '[]',
    "won_path" TEXT,
    "won_event" TEXT,
    "won_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrollment_wait_pkey" PRIMARY KEY ("enrollment_id")
);

-- CreateTable
CREATE TABLE "step_log" (
    "enrollment_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "workspace_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "step" TEXT,
    "kind" TEXT,
    "visit" INTEGER NOT NULL DEFAULT 0,
    "did" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "detail" JSONB,

    CONSTRAINT "step_log_pkey" PRIMARY KEY ("enrollment_id","seq")
);

-- CreateTable
CREATE TABLE "refusal" (
    "journey_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refusal_pkey" PRIMARY KEY ("journey_id","profile_id")
);

-- CreateTable
CREATE TABLE "send" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "visit" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "template" TEXT,
    "topic" TEXT,
    "class" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "nonce" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "claimed_at" TIMESTAMPTZ(3),
    "held_until" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "code" TEXT,
    "possible_duplicate" BOOLEAN NOT NULL DEFAULT false,
    "provider_id" TEXT,
    "history" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "send_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "send_content" (
    "send_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "sender" JSONB NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT,
    "text" TEXT NOT NULL,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "links" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "send_content_pkey" PRIMARY KEY ("send_id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailbox_message" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "to_address" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT,
    "text" TEXT NOT NULL,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_key_key" ON "workspace"("key");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_workspace_id_idx" ON "api_key"("workspace_id");

-- CreateIndex
CREATE INDEX "profile_head_workspace_id_idx" ON "profile_head"("workspace_id");

-- CreateIndex
CREATE INDEX "profile_workspace_id_created_at_id_idx" ON "profile"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "profile_identifier_profile_id_idx" ON "profile_identifier"("profile_id");

-- CreateIndex
CREATE INDEX "consent_log_profile_id_at_idx" ON "consent_log"("profile_id", "at");

-- CreateIndex
CREATE INDEX "event_profile_id_name_timestamp_idx" ON "event"("profile_id", "name", "timestamp");

-- CreateIndex
CREATE INDEX "event_workspace_id_received_at_id_idx" ON "event"("workspace_id", "received_at", "id");

-- CreateIndex
CREATE INDEX "rejected_event_workspace_id_received_at_id_idx" ON "rejected_event"("workspace_id", "received_at", "id");

-- CreateIndex
CREATE INDEX "journey_workspace_id_trigger_event_idx" ON "journey"("workspace_id", "trigger_event");

-- CreateIndex
CREATE UNIQUE INDEX "journey_workspace_id_key_key" ON "journey"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "enrollment_active_of_profile" ON "enrollment"("profile_id") WHERE (state = 'active');

-- CreateIndex
CREATE INDEX "enrollment_profile_id_journey_id_idx" ON "enrollment"("profile_id", "journey_id");

-- CreateIndex
CREATE INDEX "enrollment_due" ON "enrollment"("due_at") WHERE (state = 'active');

-- CreateIndex
CREATE INDEX "enrollment_workspace_id_entered_at_id_idx" ON "enrollment"("workspace_id", "entered_at", "id");

-- CreateIndex
CREATE INDEX "enrollment_journey_id_state_step_idx" ON "enrollment"("journey_id", "state", "step");

-- CreateIndex
CREATE UNIQUE INDEX "enrollment_never_again" ON "enrollment"("journey_id", "profile_id", "entry_key") WHERE (again = 'never');

-- CreateIndex
CREATE UNIQUE INDEX "enrollment_one_active" ON "enrollment"("journey_id", "profile_id", "entry_key") WHERE (again = 'afterEnd' AND state = 'active');

-- CreateIndex
CREATE INDEX "refusal_journey_id_at_idx" ON "refusal"("journey_id", "at");

-- CreateIndex
CREATE INDEX "send_enrollment_id_idx" ON "send"("enrollment_id");

-- CreateIndex
CREATE INDEX "send_profile_id_created_at_idx" ON "send"("profile_id", "created_at");

-- CreateIndex
CREATE INDEX "send_workspace_id_created_at_id_idx" ON "send"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "send_claimed" ON "send"("lease_until") WHERE (state = 'CLAIMED');

-- CreateIndex
CREATE INDEX "send_content_created_at_idx" ON "send_content"("created_at");

-- CreateIndex
CREATE INDEX "incident_workspace_id_at_id_idx" ON "incident"("workspace_id", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_open" ON "incident"("enrollment_id") WHERE (resolved_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "mailbox_message_send_id_key" ON "mailbox_message"("send_id");

-- CreateIndex
CREATE INDEX "mailbox_message_workspace_id_at_id_idx" ON "mailbox_message"("workspace_id", "at", "id");

-- CreateIndex
CREATE INDEX "mailbox_message_workspace_id_to_address_at_idx" ON "mailbox_message"("workspace_id", "to_address", "at");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suppression" ADD CONSTRAINT "suppression_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template" ADD CONSTRAINT "template_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journey" ADD CONSTRAINT "journey_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journey_version" ADD CONSTRAINT "journey_version_journey_id_fkey" FOREIGN KEY ("journey_id") REFERENCES "journey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
