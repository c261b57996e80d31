-- What each publish does with the people of earlier versions, by whose key, and how far it is.
CREATE TABLE "publish" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rollback_to" INTEGER,
    "previous_version" INTEGER,
    "previous_trigger" TEXT,
    "state" TEXT NOT NULL,
    "standing" JSONB NOT NULL,
    "key_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "undo_key_id" UUID,
    "undo_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "publish_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "publish_journey_id_at_idx" ON "publish"("journey_id", "at");

-- What the worker has to do: few at any time.
CREATE INDEX "publish_open" ON "publish"("at") WHERE (state = ANY (ARRAY['applying'::text, 'undoing'::text]));

-- Who stood at a step when a publish was made that moves or ends people there: one row for each of their runs.
CREATE TABLE "publish_person" (
    "publish_id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "stay" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "target" TEXT,
    "state" TEXT NOT NULL,
    "look_at" TIMESTAMPTZ(3) NOT NULL,
    "target_stay" INTEGER,
    "before" JSONB,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "publish_person_pkey" PRIMARY KEY ("publish_id", "enrollment_id")
);

CREATE INDEX "publish_person_publish_id_state_look_at_idx" ON "publish_person"("publish_id", "state", "look_at");

-- Every turn asks whether its run is about to be moved: the index has only those rows, and is mostly empty.
CREATE INDEX "publish_person_waiting" ON "publish_person"("enrollment_id") WHERE (state = 'waiting'::text);

-- Since when a resumed journey lets people go who were overdue then, and who of them is taken out instead.
ALTER TABLE "journey" ADD COLUMN "resumed_at" TIMESTAMPTZ(3),
ADD COLUMN "skip_before" TIMESTAMPTZ(3),
ADD COLUMN "released_at" TIMESTAMPTZ(3);

CREATE INDEX "journey_releasing" ON "journey"("workspace_id") WHERE (resumed_at IS NOT NULL);
