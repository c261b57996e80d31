-- Old hits are found by when they were. What is only ever added lies in order, so the smallest kind of index will do.
CREATE INDEX CONCURRENTLY "hit_at_idx" ON "hit" USING BRIN ("at");
