-- `rate_limit` stays for now: the release before this one writes to it until it is replaced.
CREATE INDEX "verification_value_index" ON "verification" USING btree ("value");
