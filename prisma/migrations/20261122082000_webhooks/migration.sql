-- The content of a send of the channel webhook: the request as it is posted, and what the endpoint answered.
ALTER TABLE "send_content" ADD COLUMN "request" JSONB, ADD COLUMN "reply" JSONB;
