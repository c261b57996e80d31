-- Of every message that a provider takes it makes one report: where the others have theirs, one that has none was never taken.
ALTER TABLE "provider_report" ADD COLUMN "receipt" BOOLEAN NOT NULL DEFAULT false;
UPDATE "provider_report" SET "receipt" = true WHERE "raw" LIKE '%"event":"processed"%';
CREATE INDEX "provider_report_receipts" ON "provider_report"("workspace_id", "received_at") WHERE (receipt);

-- What is unknown may be chosen to be sent again after a time.
ALTER TABLE "send" ADD COLUMN "resend_after" INTEGER;
