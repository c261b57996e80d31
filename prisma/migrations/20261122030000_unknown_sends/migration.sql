-- The sweeper looks for sends that have been unknown for a day.
CREATE INDEX "send_unknown" ON "send"("updated_at") WHERE (state = 'UNKNOWN');
