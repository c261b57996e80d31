-- Who was erased, by whom and when: without anything of the person.
CREATE TABLE "erasure" (
    "profile_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("profile_id")
);

CREATE INDEX "erasure_workspace_id_at_profile_id_idx" ON "erasure"("workspace_id", "at", "profile_id");

CREATE INDEX "erasure_unfinished" ON "erasure"("at") WHERE finished_at IS NULL;

-- What erased people had refused, by keyed hashes of their addresses: it is to hold if they come again.
CREATE TABLE "erased_address" (
    "workspace_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "seal" BYTEA NOT NULL,
    "topic" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_address_pkey" PRIMARY KEY ("workspace_id", "channel", "seal", "topic")
);
