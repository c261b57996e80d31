-- What is added to the links of messages on their way, so that a shop's analytics know where people come from.
ALTER TABLE "workspace" ADD COLUMN "utm" JSONB;

ALTER TABLE "send_content" ADD COLUMN "utm" JSONB;
