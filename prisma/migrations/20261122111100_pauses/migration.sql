-- Until when a person wants no marketing messages. The log of consent says since when, by what and under which text.
ALTER TABLE "profile" ADD COLUMN "paused_until" TIMESTAMPTZ(3);

ALTER TABLE "consent_log" ADD COLUMN "until" TIMESTAMPTZ(3);
