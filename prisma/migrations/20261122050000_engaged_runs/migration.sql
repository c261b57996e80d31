-- Whose message was opened or clicked, for reports.
ALTER TABLE "enrollment" ADD COLUMN "engaged_at" TIMESTAMPTZ(3);
-- Reports count the sends of a journey by state.
CREATE INDEX "send_journey_id_state_idx" ON "send"("journey_id", "state");
