/**
 * What the stack recipes fix, table by table: name, type, whether null is allowed, default.
 * A table may have more. Lines that begin with a word in capitals are constraints and indexes, as
 * Postgres describes them.
 */
export const recipes: Record<string, string> = {
  user: `
    id text not null
    email text
    first_name text
    last_name text
    image_url text
    updated_at timestamp with time zone not null default now()
    created_at timestamp with time zone not null default now()
    PRIMARY KEY (id)`,
  organizations: `
    id uuid not null default gen_random_uuid()
    slug text not null
    name text not null
    created_at timestamp with time zone not null default now()
    PRIMARY KEY (id)
    UNIQUE (slug)`,
  memberships: `
    id uuid not null default gen_random_uuid()
    organization_id uuid not null
    user_id text not null
    role text not null default 'member'::text
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
    FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
    CHECK (role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))
    UNIQUE (organization_id, user_id)
    INDEX (user_id)`,
  plans: `
    id uuid not null default gen_random_uuid()
    slug text not null
    name text not null
    price_cents integer not null default 0
    monthly_credits bigint not null default 0
    polar_product_id text
    UNIQUE (slug)
    UNIQUE (polar_product_id)`,
  subscriptions: `
    organization_id uuid not null
    plan_id uuid not null
    status text not null default 'trialing'::text
    polar_subscription_id text
    current_period_end timestamp with time zone
    polar_event_at timestamp with time zone not null default '-infinity'::timestamp with time zone
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
    FOREIGN KEY (plan_id) REFERENCES plans(id)
    CHECK (status = ANY (ARRAY['trialing'::text, 'active'::text, 'past_due'::text, 'canceled'::text, 'inactive'::text]))
    UNIQUE (polar_subscription_id)
    INDEX (status)
    INDEX (organization_id)`,
  api_usage: `
    organization_id uuid not null
    api_key_id text
    credits_used bigint not null
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
    INDEX (organization_id, created_at)`,
  subscribers: `
    owner_id text not null
    email text not null
    status text not null default 'subscribed'::text
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (owner_id) REFERENCES "user"(id)
    CHECK (status = ANY (ARRAY['subscribed'::text, 'unsubscribed'::text, 'bounced'::text]))
    UNIQUE (organization_id, email)
    INDEX (owner_id)`,
  lists: `
    owner_id text not null
    name text not null
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (owner_id) REFERENCES "user"(id)
    INDEX (owner_id)`,
  list_subscriptions: `
    list_id uuid not null
    subscriber_id uuid not null
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id, list_id) REFERENCES lists(organization_id, id) ON DELETE CASCADE
    FOREIGN KEY (organization_id, subscriber_id) REFERENCES subscribers(organization_id, id) ON DELETE CASCADE
    UNIQUE (list_id, subscriber_id)
    INDEX (subscriber_id)`,
  campaigns: `
    list_id uuid not null
    subject text not null
    status text not null default 'draft'::text
    scheduled_at timestamp with time zone
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id, list_id) REFERENCES lists(organization_id, id) ON DELETE CASCADE
    CHECK (status = ANY (ARRAY['draft'::text, 'scheduled'::text, 'sent'::text]))
    INDEX (list_id)`,
  campaign_sends: `
    campaign_id uuid not null
    subscriber_id uuid not null
    status text not null default 'queued'::text
    sent_at timestamp with time zone
    FOREIGN KEY (organization_id, campaign_id) REFERENCES campaigns(organization_id, id) ON DELETE CASCADE
    FOREIGN KEY (organization_id, subscriber_id) REFERENCES subscribers(organization_id, id) ON DELETE CASCADE
    CHECK (status = ANY (ARRAY['queued'::text, 'delivered'::text, 'opened'::text, 'bounced'::text]))
    UNIQUE (campaign_id, subscriber_id)
    INDEX (campaign_id)`,
  companies: `
    name text not null
    domain text
    created_at timestamp with time zone not null default now()
    INDEX (domain)`,
  contacts: `
    company_id uuid
    email text not null
    name text
    owner_id text not null
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id, company_id) REFERENCES companies(organization_id, id) ON DELETE SET NULL (company_id)
    FOREIGN KEY (owner_id) REFERENCES "user"(id)
    INDEX (company_id)
    INDEX (owner_id)`,
  pipelines: `
    name text not null
    created_at timestamp with time zone not null default now()`,
  deals: `
    contact_id uuid not null
    pipeline_id uuid not null
    owner_id text not null
    title text not null
    amount_cents bigint not null default 0
    stage text not null default 'lead'::text
    close_date timestamp with time zone
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id, contact_id) REFERENCES contacts(organization_id, id) ON DELETE CASCADE
    FOREIGN KEY (organization_id, pipeline_id) REFERENCES pipelines(organization_id, id)
    FOREIGN KEY (owner_id) REFERENCES "user"(id)
    CHECK (stage = ANY (ARRAY['lead'::text, 'qualified'::text, 'won'::text, 'lost'::text]))
    INDEX (stage)
    INDEX (contact_id)`,
  activities: `
    deal_id uuid not null
    actor_id text not null
    type text not null default 'note'::text
    body text
    occurred_at timestamp with time zone not null default now()
    FOREIGN KEY (organization_id, deal_id) REFERENCES deals(organization_id, id)
    FOREIGN KEY (actor_id) REFERENCES "user"(id)
    CHECK (type = ANY (ARRAY['call'::text, 'email'::text, 'note'::text]))
    INDEX (deal_id, occurred_at)`,
  user_profiles: `
    user_id text not null
    display_name text
    default_model text not null default 'gpt-4o-mini'::text
    monthly_token_budget bigint not null default 0
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
    UNIQUE (organization_id, user_id)
    INDEX (default_model)`,
  token_usage: `
    user_id text not null
    model text not null
    prompt_tokens integer not null default 0
    completion_tokens integer not null default 0
    cost_microcents bigint not null default 0
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
    INDEX (user_id, created_at)
    INDEX (model)`,
  prompt_logs: `
    user_id text not null
    model text not null
    prompt text not null
    completion text
    prompt_tokens integer not null default 0
    completion_tokens integer not null default 0
    latency_ms integer
    status text not null default 'ok'::text
    metadata jsonb
    created_at timestamp with time zone not null default now()
    FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
    CHECK (status = ANY (ARRAY['ok'::text, 'error'::text, 'filtered'::text]))
    INDEX (user_id, created_at)`,
};

/** The tables of one tenant, which have its column, its cascade and an id of their own. */
export const tenantTables = Object.keys(recipes).filter(
  (table) => !["user", "organizations", "plans"].includes(table),
);
