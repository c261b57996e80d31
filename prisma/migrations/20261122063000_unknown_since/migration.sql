-- A send that is asked for again stays as long unknown as it has been: the day without evidence counts from the first doubt.
ALTER TABLE "send" ADD COLUMN "unknown_since" TIMESTAMPTZ(3);
UPDATE "send" SET "unknown_since" = "updated_at" WHERE "state" = 'UNKNOWN';
DROP INDEX "send_unknown";
CREATE INDEX "send_unknown" ON "send"("unknown_since") WHERE (state = 'UNKNOWN');
