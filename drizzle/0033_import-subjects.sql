CREATE TABLE "import_subjects" (
	"import_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"part" integer NOT NULL,
	"line" integer NOT NULL,
	"outcome" text NOT NULL,
	"cells" text[] NOT NULL,
	"before" jsonb,
	CONSTRAINT "import_subjects_import_id_subject_pk" PRIMARY KEY("import_id","subject"),
	CONSTRAINT "import_subjects_outcome_check" CHECK ("import_subjects"."outcome" in ('created', 'updated', 'unchanged', 'kept_away'))
);
--> statement-breakpoint
ALTER TABLE "import_parts" ADD COLUMN "repeated" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_parts" ADD COLUMN "kept_away" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_problems" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "taken" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "removed" integer;--> statement-breakpoint
ALTER TABLE "import_subjects" ADD CONSTRAINT "import_subjects_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_subjects" ADD CONSTRAINT "import_subjects_import" FOREIGN KEY ("organization_id","import_id") REFERENCES "public"."imports"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_subjects_subject" ON "import_subjects" USING btree ("organization_id","subject");--> statement-breakpoint
CREATE INDEX "import_problems_subject" ON "import_problems" USING btree ("organization_id","subject") WHERE "import_problems"."subject" is not null;