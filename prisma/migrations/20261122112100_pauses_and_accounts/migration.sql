-- Who is left alone for a while, by every process: a provider that asked for peace, a key or a sender that it refuses.
CREATE TABLE "sending_pause" (
    "name" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "workspace_id" UUID,
    "carrier" TEXT NOT NULL,
    "about" TEXT,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sending_pause_pkey" PRIMARY KEY ("name")
);
CREATE UNIQUE INDEX "sending_pause_id_key" ON "sending_pause"("id");

-- Accounts of workspaces with who carries their messages. The API key is sealed by a key that is not in the database.
CREATE TABLE "mail_account" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "sealed_key" TEXT,
    "hint" TEXT NOT NULL,
    "senders" TEXT[],
    "is_default" BOOLEAN NOT NULL,
    "webhook_key" TEXT,
    "rate_per_second" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_account_pkey" PRIMARY KEY ("workspace_id", "key")
);
CREATE UNIQUE INDEX "mail_account_default" ON "mail_account"("workspace_id") WHERE (is_default);
ALTER TABLE "mail_account" ADD CONSTRAINT "mail_account_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
