-- Whose address this is: looked up for every suppression. By hand, since the schema cannot say it. Only the beginning of
-- what somebody calls an address is indexed: a longer one is none, and an index takes no long values.
CREATE INDEX "profile_email" ON "profile"("workspace_id", lower(left("attributes" ->> 'email', 320)));
