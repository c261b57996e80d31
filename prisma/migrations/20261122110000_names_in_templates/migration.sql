-- What a template reads, noted when it is compiled, so that the journeys that name it can be checked.
ALTER TABLE "template" ADD COLUMN "reads" JSONB NOT NULL DEFAULT '[]';
