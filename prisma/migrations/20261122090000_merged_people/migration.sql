-- Who was merged into a person: their events are looked up under all of these ids.
CREATE INDEX "profile_head_merged" ON "profile_head"("merged_into") WHERE (merged_into IS NOT NULL);
