-- Old steps of ended runs are found by when they were. What is only ever added lies in order, so the smallest kind of index will do.
CREATE INDEX CONCURRENTLY "step_log_at_idx" ON "step_log" USING BRIN ("at");
