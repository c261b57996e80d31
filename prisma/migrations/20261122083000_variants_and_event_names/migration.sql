-- The path that a person was given by chance at a step of a journey. Kept, whatever becomes of the shares.
CREATE TABLE "variant" (
    "profile_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("profile_id", "journey_id", "step")
);

-- The names of events that have come, so that a journey that waits for another can be told.
CREATE TABLE "event_name" (
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "event_name_pkey" PRIMARY KEY ("workspace_id", "name")
);
