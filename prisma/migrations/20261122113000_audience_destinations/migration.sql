-- A list at an ad network, or an endpoint, that is to hold who is in an audience.
CREATE TABLE "audience_destination" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "secrets" TEXT,
    "state" TEXT NOT NULL DEFAULT 'active',
    "paused_by" TEXT,
    "filled_to" UUID,
    "rest_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "trouble" TEXT,
    "trouble_code" TEXT,
    "trouble_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audience_destination_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "audience_destination_workspace_id_audience_key_key" ON "audience_destination"("workspace_id", "audience", "key");
CREATE UNIQUE INDEX "audience_destination_workspace_id_kind_list_key" ON "audience_destination"("workspace_id", "kind", "list");

-- What a destination was told of a person. Outlives the person: what they were known by there is what takes them out there.
CREATE TABLE "audience_copy" (
    "destination_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "wants" TEXT NOT NULL,
    "due" BOOLEAN NOT NULL DEFAULT true,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "again" BOOLEAN NOT NULL DEFAULT false,
    "email" TEXT,
    "phone" TEXT,
    "batch_id" UUID,
    "refused" TEXT,

    CONSTRAINT "audience_copy_pkey" PRIMARY KEY ("destination_id","profile_id")
);
ALTER TABLE "audience_copy" ADD CONSTRAINT "audience_copy_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "audience_destination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "audience_copy_due" ON "audience_copy"("destination_id", "wants", "profile_id") WHERE (due AND batch_id IS NULL);
CREATE INDEX "audience_copy_batch" ON "audience_copy"("batch_id") WHERE (batch_id IS NOT NULL);
CREATE INDEX "audience_copy_profile" ON "audience_copy"("profile_id");
CREATE INDEX "audience_copy_email" ON "audience_copy"("destination_id", "email") WHERE (held);
CREATE INDEX "audience_copy_phone" ON "audience_copy"("destination_id", "phone") WHERE (held);

-- People who are told of together, until the destination has confirmed them. Its id is what makes repeating harmless.
CREATE TABLE "audience_batch" (
    "id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "does" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "receipt" TEXT,
    "look_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audience_batch_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "audience_batch" ADD CONSTRAINT "audience_batch_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "audience_destination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "audience_batch_destination_id_look_at_idx" ON "audience_batch"("destination_id", "look_at");
