-- What was answered to calls that named an Idempotency-Key.
CREATE TABLE "answered_call" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request" BYTEA NOT NULL,
    "status" INTEGER,
    "answer" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answered_call_pkey" PRIMARY KEY ("workspace_id","key")
);

-- Those that are a day old are looked for and removed.
CREATE INDEX "answered_call_at_idx" ON "answered_call"("at");
