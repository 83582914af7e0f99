/** What the campaigns of the demo say, by their subject. */
export interface DemoWords {
  preheader: string;
  content: string;
}

const sign = "Until next month,\nAnna from Acme\n";

export const demoWords: Readonly<Record<string, DemoWords>> = {
  "What is new in spring": {
    preheader: "Shorter invoices, a faster search and two dates for your calendar",
    content: `# What is new in spring

Hello {{first_name|there}},

the snow is gone, and so are three things that you asked us to remove: the second confirmation when you export, the banner on the start page, and the limit of ten saved filters.

## New this month

- **Search finds parts of words.** Type *inv* and you see invoices and invitations.
- **Invoices have one page.** The details are in a table that you can [download](https://acme.example/help/invoices).
- **Keyboard shortcuts** for the ten things you do most often: press \`?\` to see them.

{{#if city}}
We are in {{city}} on April 14. [Save a seat](https://acme.example/events?city={{city}}) if you would like to meet us.
{{else}}
We show all of it online on April 14. [Save a seat](https://acme.example/events).
{{/if}}

${sign}`,
  },
  "Three ways to use credits": {
    preheader: "The third one surprised us too",
    content: `# Three ways to use credits

Hello {{first_name|there}},

every plan has credits, and most teams use a third of them. Here is what the others do.

1. **Nightly reports.** A report takes two credits. Schedule it, and it waits in your inbox at seven.
2. **Checks before sending.** Let a check run over each file. It finds what a tired eye does not.
3. **One shared pool.** Give credits to a team instead of to people: nobody runs out, and nobody hoards.

> We moved to one pool in January and stopped counting. — *Lena, operations*

Your balance is always on the page [Usage](https://acme.example/usage).

${sign}`,
  },
  "A faster overview": {
    preheader: "The page you open most often now takes a fifth of the time",
    content: `# A faster overview

Hello {{first_name|there}},

the overview is the page you open most often, so we measured it. On a phone it took **2.1 seconds** until you could read a number. Now it takes **0.4**.

## What we did

- One question to the database instead of nine
- Charts are drawn on the server and need no script
- Nothing moves once you see it

You need to do nothing. If your overview is still slow, [tell us](mailto:help@acme.example) what you see.

${sign}`,
  },
  "Your questions, answered": {
    preheader: "Five questions from your replies to our last letter",
    content: `# Your questions, answered

Hello {{first_name|there}},

148 of you replied to our last letter. These questions came most often.

### Can I pay by invoice?

Yes, from ten seats on. Write to [billing](mailto:billing@acme.example).

### Who sees what I export?

Nobody but you. The file is deleted after a day, and the [audit trail](https://acme.example/help/audit) says who downloaded it.

### Is there an app?

No, and there will be none this year. The pages work on a phone, also with a bad connection.

### When will you support single sign-on?

It is in the works. If you need it, reply to this letter: we choose the first ten teams in May.

${sign}`,
  },
  "Invoices got simpler": {
    preheader: "One page, one table, one number to check",
    content: `# Invoices got simpler

Hello {{first_name|there}},

an invoice used to have three pages. Two of them explained the first one. We kept the first one.

- The **total** is at the top, with and without tax.
- Each **line** says what it is for, in words.
- The **address** can be changed until the invoice is paid.

[See an example](https://acme.example/help/invoices/example) or open [your invoices](https://acme.example/billing).

${sign}`,
  },
  "What we changed in summer": {
    preheader: "Twelve changes on one page",
    content: `# What we changed in summer

Hello {{first_name|there}},

it was warm, and we shipped small things. Here are the three that you notice.

- **Undo** works for everything that you delete, for seven days.
- **Dates** are shown in your own time zone, and say which one that is.
- **Dark mode** follows your device.

The other nine are in the [list of changes](https://acme.example/changes).

---

*One request:* which of our letters helped you most? [Tell us in one click](https://acme.example/survey?from=letter).

${sign}`,
  },
  "Working with teams": {
    preheader: "Roles, invitations, and how to leave in good order",
    content: `# Working with teams

Hello {{first_name|there}},

more than half of you work in a team now. Three habits make that easier.

1. **Two owners.** One of you will be on holiday.
2. **Members first.** Invite people as members, and make them admins when they need it.
3. **Say goodbye properly.** When someone leaves, their keys end on the same day. [Here is a checklist](https://acme.example/help/leaving).

{{#if partner is yes}}
As a partner you can also invite people from other organizations. Their seats cost nothing until March.
{{/if}}

${sign}`,
  },
  "New: the audit trail": {
    preheader: "Who changed what, and when",
    content: `# New: the audit trail

Hello {{first_name|there}},

from today on, owners and admins see every change in one place: who did it, when, and from where.

![The audit trail with four entries of a day](https://acme.example/pictures/audit.png)

You can filter it by person and day, and export it as CSV. Nothing in it can be changed, not even by us.

[Open the audit trail](https://acme.example/audit)

${sign}`,
  },
  "Notes on last month": {
    preheader: "An outage of eleven minutes, and what we learned",
    content: `# Notes on last month

Hello {{first_name|there}},

on the 9th we were away for **eleven minutes**. A certificate had expired. The alert for it went to somebody who had left.

## What we changed

- Alerts go to a rota, never to a person
- Certificates are renewed 30 days before they end, and tested each day
- The [status page](https://status.acme.example) runs somewhere else

Nothing was lost. We are sorry for the wait.

${sign}`,
  },
  "What comes next": {
    preheader: "Four plans until the end of the year, and one that we dropped",
    content: `# What comes next

Hello {{first_name|there}},

this is what we work on until the end of the year.

- **October:** single sign-on for everyone
- **November:** reports that you can share by a link
- **December:** a quiet month, in which we mend what annoys you

We dropped the marketplace. You told us that you would not use it, and we believe you.

{{#if seats}}
With your {{seats}} seats you can try reports early: [join the test](https://acme.example/reports/test).
{{/if}}

${sign}`,
  },
  "What changed in winter": {
    preheader: "Reports that you can share, and a letter that is shorter",
    content: `# What changed in winter

Hello {{first_name|there}},

- **Reports** can be shared by a link that ends when you say so.
- **Search** looks into files.
- **This letter** comes on the first Tuesday of a month, and has at most five lines of news.

[Read all changes](https://acme.example/changes)

${sign}`,
  },
  "Plans for the new year": {
    preheader: "A first look, {{first_name|friend}}",
    content: `# Plans for the new year

Hello {{first_name|there}},

we have three plans for next year, and would like to know **which one you need first**.

1. Approvals: a change waits until somebody else has seen it
2. Calendar: see when reports and exports run
3. Budgets: a limit of credits for each team

{{#if city}}
If you are in {{city}} in January, have a coffee with us: [choose a day](https://acme.example/coffee?city={{city}}).
{{/if}}

[Vote for one](https://acme.example/vote)

${sign}`,
  },
  "Welcome to Acme": {
    preheader: "What you get, how often, and who writes it",
    content: `# Welcome to Acme

Hello {{first_name|there}},

good to have you here. From now on you hear from us once a month: what is new, what we learned, and nothing else.

While you wait for the first letter, [have a look around](https://acme.example/start). It takes four minutes, and you can write to us by answering this email.

Anna from Acme
`,
  },
  "Your first week with Acme": {
    preheader: "Three small things that make the rest easier",
    content: `# Three small things

Hello {{first_name|there}},

most teams do these in their first week:

1. **Invite one colleague.** Two people find more than one.
2. **Schedule a report.** It is in your inbox at seven, before the day begins.
3. **Turn on checks.** They [find what a tired eye does not](https://acme.example/help/checks).

Anna from Acme
`,
  },
  "What others do with Acme": {
    preheader: "A bakery, a school and a team of two",
    content: `# What others do with Acme

Hello {{first_name|there}},

a bakery plans its ovens with it, a school its rooms, and a team of two in Lisbon sends its invoices. [Read their stories](https://acme.example/stories) and steal what you like.

From here on you get the monthly letter.

Anna from Acme
`,
  },
};
