-- What speaks for a program and not a person behind a hit. HEAD requests are kept as hits, too: they are such a sign.
ALTER TABLE "hit" ADD COLUMN "by_program" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "signs" TEXT[] DEFAULT ARRAY[]::TEXT[];
