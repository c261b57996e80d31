-- What providers report about sends, as it came.
CREATE TABLE "provider_report" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "send_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "code" TEXT,
    "provider_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "raw" TEXT NOT NULL,

    CONSTRAINT "provider_report_pkey" PRIMARY KEY ("workspace_id", "key")
);

CREATE INDEX "provider_report_send_id_idx" ON "provider_report"("send_id");

CREATE INDEX "provider_report_received_at_idx" ON "provider_report"("received_at");
