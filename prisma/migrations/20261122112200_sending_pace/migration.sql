-- When the next message may leave by an account that has a rate, whichever process posts it.
CREATE TABLE "sending_pace" (
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,
    "later_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sending_pace_pkey" PRIMARY KEY ("name")
);
